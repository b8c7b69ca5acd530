package belay.render.generator;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a generator gives for one Application.
///
/// @param values as Go templates see them
/// @param flat as plain templates see them, such as `path.basename`
record ParameterSet(YamlNode values, Map<String, String> flat) {
  static final ParameterSet NONE = of(NodeMaker.mapping(Map.of()));

  ParameterSet {
    flat = Map.copyOf(flat);
  }

  /// Values, flat as Argo CD flattens them.
  static ParameterSet of(YamlNode values) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", values.resolved(), flat);
    return new ParameterSet(values, flat);
  }

  private static void flatten(String path, YamlNode node, Map<String, String> flat) {
    switch (node) {
      case Mapping mapping ->
          NodeMaker.entries(mapping)
              .forEach(
                  (key, value) -> flatten(path.isEmpty() ? key : path + "." + key, value, flat));
      case Sequence list -> {
        for (var i = 0; i < list.items().size(); i++) {
          flatten(path.isEmpty() ? "" + i : path + "." + i, list.items().get(i).resolved(), flat);
        }
      }
      case Scalar scalar -> flat.put(path, scalar.value());
      case YamlNode.Alias alias -> flatten(path, alias.target(), flat);
    }
  }

  boolean isEmpty() {
    return flat.isEmpty();
  }

  /// Both; where both have a value the other's counts.
  ParameterSet with(ParameterSet other) {
    Map<String, String> both = new LinkedHashMap<>(flat);
    both.putAll(other.flat);
    return new ParameterSet(NodeMaker.merged(values, other.values), both);
  }
}
