package belay.render.generator;

import belay.render.object.ObjectNodes;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.List;
import java.util.Map;

/// Which sets of parameters a generator's `selector` lets through.
final class ParameterSelector {
  private ParameterSelector() {}

  static boolean matches(YamlNode generator, ParameterSet parameters) {
    var flat = parameters.flat();
    var labels =
        ObjectNodes.entries(generator, "selector", "matchLabels").stream()
            .allMatch(entry ->
                Lookup.text(entry.value()).orElse("").equals(flat.get(entry.name().orElse(""))));
    return labels
        && ObjectNodes.items(generator, "selector", "matchExpressions").stream()
            .allMatch(expression -> holds(expression, flat));
  }

  private static boolean holds(YamlNode expression, Map<String, String> flat) {
    var value = flat.get(ObjectNodes.text(expression, "key"));
    List<String> values =
        ObjectNodes.items(expression, "values").stream()
            .flatMap(item -> Lookup.text(item).stream())
            .toList();
    return switch (ObjectNodes.text(expression, "operator")) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
