package belay.scaffold.updater;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Applications whose annotations Image Updater reads, by the `ImageUpdater` objects in a
/// repository: since 1.0 it looks at no others.
record UpdaterSelection(List<Rule> rules) {
  UpdaterSelection {
    rules = List.copyOf(rules);
  }

  /// Applications that one entry of an object selects.
  record Rule(Pattern name, Map<String, String> labels) {
    boolean takes(String application, Map<String, String> known) {
      return name.matcher(application).matches()
          && labels.entrySet().stream()
              .allMatch(label ->
                  known.getOrDefault(label.getKey(), label.getValue()).equals(label.getValue()));
    }
  }

  static UpdaterSelection of(List<YamlTree> files) {
    List<Rule> rules = new ArrayList<>();
    for (var tree : files) {
      if (tree.text("kind").equals(Optional.of("ImageUpdater"))
          && tree.at("spec", "applicationRefs").orElse(null) instanceof YamlNode.Sequence list) {
        for (var i = 0; i < list.items().size(); i++) {
          rule(tree, String.valueOf(i)).ifPresent(rules::add);
        }
      }
    }
    return new UpdaterSelection(rules);
  }

  private static Optional<Rule> rule(YamlTree tree, String index) {
    var at = List.of("spec", "applicationRefs", index);
    return text(tree, at, "useAnnotations")
        .filter("true"::equals)
        .flatMap(_ -> text(tree, at, "namePattern"))
        .map(glob -> new Rule(pattern(glob), labels(tree, at, "labelSelectors", "matchLabels")));
  }

  /// The labels in a mapping.
  static Map<String, String> labels(YamlTree tree, List<String> at, String... keys) {
    var path = Stream.concat(at.stream(), Stream.of(keys)).toArray(String[]::new);
    return tree.at(path).orElse(null) instanceof YamlNode.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry ->
                entry.key() instanceof YamlNode.Scalar && entry.value() instanceof YamlNode.Scalar)
            .collect(
                Collectors.toMap(
                    entry -> ((YamlNode.Scalar) entry.key()).value(),
                    entry -> ((YamlNode.Scalar) entry.value()).value(),
                    (first, _) -> first))
        : Map.of();
  }

  private static Optional<String> text(YamlTree tree, List<String> at, String key) {
    return tree.text(Stream.concat(at.stream(), Stream.of(key)).toArray(String[]::new));
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /// @param labels those that are known of it; of others nothing is said
  boolean takes(String application, Map<String, String> labels) {
    return rules.stream().anyMatch(rule -> rule.takes(application, labels));
  }
}
