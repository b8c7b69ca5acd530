package belay.render.values;

import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.List;
import java.util.Optional;

/// Finds what a values tree says at a path.
final class ValuesNodes {
  private ValuesNodes() {}

  /// The value at the path, or the value above it that leaves no room for it.
  static Optional<YamlNode> find(YamlNode root, List<String> path) {
    var node = root.resolved();
    if (node instanceof YamlNode.Scalar) {
      return Optional.empty(); // an empty file says nothing
    }
    for (var step : path) {
      var next =
          switch (node) {
            case YamlNode.Mapping _ -> Lookup.find(node, step);
            case YamlNode.Sequence list when step.matches("[0-9]{1,6}") ->
                list.items().stream().skip(Integer.parseInt(step)).findFirst();
            case YamlNode other -> Optional.of(other);
          };
      if (next.isEmpty()) {
        // a list replaces the whole list below it
        return node instanceof YamlNode.Sequence ? Optional.of(node) : Optional.empty();
      }
      node = next.get().resolved();
    }
    return Optional.of(node);
  }
}
