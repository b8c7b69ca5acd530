package belay.render.generator;

import belay.render.object.ObjectNodes;
import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes nodes that stand in no file.
final class NodeMaker {
  private static final Span NOWHERE = new Span(0, 0, 1, 1);

  private NodeMaker() {}

  /// A text, whatever it looks like.
  static Scalar text(String value) {
    return new Scalar(NOWHERE, "", "", value, YamlNode.Style.DOUBLE);
  }

  static Sequence texts(List<String> values) {
    return list(values.stream().<YamlNode>map(NodeMaker::text).toList());
  }

  static Sequence list(List<? extends YamlNode> items) {
    return new Sequence(NOWHERE, "", "", List.copyOf(items), false);
  }

  static Mapping mapping(Map<String, ? extends YamlNode> values) {
    List<Entry> entries = new ArrayList<>();
    values.forEach((key, value) -> entries.add(new Entry(text(key), value)));
    return new Mapping(NOWHERE, "", "", entries, false);
  }

  /// The entries of a mapping by their keys.
  static Map<String, YamlNode> entries(YamlNode mapping) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (var entry : ObjectNodes.entries(mapping)) {
      entries.put(entry.name().orElse(""), entry.value().resolved());
    }
    return entries;
  }

  /// Both, mappings merged, the other's values first.
  static YamlNode merged(YamlNode one, YamlNode other) {
    if (!(one instanceof Mapping) || !(other instanceof Mapping)) {
      return other;
    }
    var all = entries(one);
    entries(other).forEach((key, value) -> all.merge(key, value, NodeMaker::merged));
    return mapping(all);
  }
}
