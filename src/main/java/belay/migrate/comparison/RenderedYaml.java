package belay.migrate.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.Locale;
import java.util.Optional;

/// Reads one rendered document.
final class RenderedYaml {
  private RenderedYaml() {}

  /// What it says; empty where it is no YAML.
  static Optional<YamlNode> root(String text) {
    try {
      return Optional.of(YamlTree.parse("rendered", text.getBytes(UTF_8)).root());
    } catch (Failure notYaml) {
      return Optional.empty();
    }
  }

  /// What people call it, such as `deployment/web`; empty where it is no object.
  static Optional<String> identity(YamlNode root) {
    return text(root, "kind")
        .map(kind -> {
          var metadata = Lookup.find(root, "metadata");
          var name = metadata.flatMap(node -> text(node, "name")).orElse("");
          var namespace = metadata.flatMap(node -> text(node, "namespace"));
          return "%s/%s%s"
              .formatted(
                  kind.toLowerCase(Locale.ROOT), namespace.map(n -> n + "/").orElse(""), name);
        });
  }

  private static Optional<String> text(YamlNode mapping, String key) {
    return Lookup.find(mapping.resolved(), key).flatMap(Lookup::text);
  }
}
