package belay.render.object;

import belay.yaml.tree.Lookup;
import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads nodes of objects, aliases followed.
public final class ObjectNodes {
  private ObjectNodes() {}

  /// What stands under these keys; empty where a step leads nowhere, or to null.
  public static Optional<YamlNode> at(YamlNode root, String... keys) {
    var node = Optional.of(root.resolved());
    for (var key : keys) {
      node = node.flatMap(parent -> Lookup.find(parent, key)).map(YamlNode::resolved);
    }
    return node.filter(found -> !(found instanceof Scalar scalar && scalar.isNull()));
  }

  /// The text under these keys; `""` where there is none.
  public static String text(YamlNode root, String... keys) {
    return at(root, keys).flatMap(Lookup::text).orElse("");
  }

  /// Whether `true` stands under these keys.
  public static boolean isTrue(YamlNode root, String... keys) {
    return at(root, keys)
        .filter(node -> node instanceof Scalar scalar && !scalar.style().quoted())
        .flatMap(Lookup::text)
        .filter(text -> text.equalsIgnoreCase("true"))
        .isPresent();
  }

  /// The items of the list under these keys; none where there is no list.
  public static List<YamlNode> items(YamlNode root, String... keys) {
    return at(root, keys)
        .filter(Sequence.class::isInstance)
        .map(node -> ((Sequence) node).items().stream().map(YamlNode::resolved).toList())
        .orElse(List.of());
  }

  /// The entries of the mapping under these keys; none where there is no mapping.
  public static List<YamlNode.Entry> entries(YamlNode root, String... keys) {
    return at(root, keys)
        .filter(Mapping.class::isInstance)
        .map(node -> ((Mapping) node).entries())
        .orElse(List.of());
  }

  /// The same tree with every node at one place, for what was made of something that stands there.
  public static YamlNode placed(YamlNode node, Span span) {
    return switch (node.resolved()) {
      case Scalar scalar -> new Scalar(span, "", scalar.tag(), scalar.value(), scalar.style());
      case Mapping mapping -> {
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (var entry : mapping.entries()) {
          entries.add(new YamlNode.Entry(placed(entry.key(), span), placed(entry.value(), span)));
        }
        yield new Mapping(span, "", mapping.tag(), entries, mapping.flow());
      }
      case Sequence list ->
          new Sequence(
              span,
              "",
              list.tag(),
              list.items().stream().map(item -> placed(item, span)).toList(),
              list.flow());
      case YamlNode.Alias alias -> placed(alias.target(), span);
    };
  }
}
