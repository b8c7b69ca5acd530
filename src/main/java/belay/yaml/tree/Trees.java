package belay.yaml.tree;

import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.List;

/// Compares what nodes say, wherever they stand: texts, styles (a plain `1` is a number, a quoted
/// one is not), tags, anchors and aliases, and the order of entries.
public final class Trees {
  private Trees() {}

  /// Whether two nodes say the same.
  public static boolean equal(YamlNode left, YamlNode right) {
    if (!left.anchor().equals(right.anchor()) || !left.tag().equals(right.tag())) {
      return false;
    }
    return switch (left) {
      case Scalar a ->
          right instanceof Scalar b && a.style() == b.style() && a.value().equals(b.value());
      case Mapping a ->
          right instanceof Mapping b && a.flow() == b.flow() && equal(a.entries(), b.entries());
      case Sequence a ->
          right instanceof Sequence b && a.flow() == b.flow() && equalItems(a.items(), b.items());
      // What the alias stands for is compared where its anchor stands.
      case Alias a -> right instanceof Alias b && a.name().equals(b.name());
    };
  }

  /// Whether two mappings have the same entries in the same order.
  public static boolean equal(List<Entry> left, List<Entry> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var i = 0; i < left.size(); i++) {
      if (!equal(left.get(i).key(), right.get(i).key())
          || !equal(left.get(i).value(), right.get(i).value())) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalItems(List<YamlNode> left, List<YamlNode> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }
}
