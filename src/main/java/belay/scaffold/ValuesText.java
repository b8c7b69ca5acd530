package belay.scaffold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The values file of a new service in one environment.
///
/// @param path the keys that lead to the image's map
/// @param repositoryKey what the repository is called in it
/// @param digestKey what the digest is called in it
public record ValuesText(List<String> path, String repositoryKey, String digestKey) {
  public ValuesText {
    path = List.copyOf(path);
  }

  /// What a values file is to say.
  ///
  /// @param repository the image's repository
  /// @param digest its digest; empty while the first deploy is awaited
  /// @param chart where the chart is
  /// @param newChart whether it is the chart that Belay made: then its own settings are known
  public record Content(
      String service,
      String repository,
      Optional<String> digest,
      ChartSource chart,
      boolean newChart) {}

  public String of(Stage stage, Content content) {
    var lines = new ArrayList<String>(comment(stage, content));
    var indent = "";
    for (var key : path) {
      lines.add(indent + Yaml.scalar(key) + ":");
      indent += "  ";
    }
    if (content.chart().thirdParty()) {
      lines.add(indent + "registry: \"\" # the repository below is whole");
    }
    lines.add(indent + repositoryKey + ": " + Yaml.scalar(content.repository()));
    lines.add(indent + digestKey + ": " + content.digest().map(Yaml::scalar).orElse("\"\""));
    if (stage.tilt() && !content.chart().thirdParty()) {
      lines.add(indent + "allowEmptyDigest: true");
    }
    if (stage.tilt() && content.newChart()) {
      lines.add("replicaCount: 1");
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> comment(Stage stage, Content content) {
    var name = content.service() + " in " + stage.environment();
    if (content.chart().thirdParty()) {
      return List.of("# " + name + ".");
    }
    return stage.tilt()
        ? List.of("# " + name + ": Tilt puts the image in that it built.")
        : List.of(
            "# " + name + ". belay deploy writes the digest; while it is empty, the chart refuses",
            "# to render, and nothing is rolled out.");
  }
}
