package belay.scaffold.chart;

import belay.scaffold.application.ChartSource;
import belay.scaffold.application.Stage;
import belay.scaffold.template.Yaml;
import belay.yaml.tree.KeyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  /// @param registry the keys that lead to the registry, where the chart has it under one of its
  ///   own; empty where it is part of the repository
  /// @param digest its digest; empty while the first deploy is awaited
  /// @param chart where the chart is
  /// @param newChart whether it is the chart that Belay made: then its own settings are known
  /// @param use what the chart does with the digest
  public record Content(
      String service,
      String repository,
      Optional<List<String>> registry,
      Optional<String> digest,
      ChartSource chart,
      boolean newChart,
      DigestUse use) {}

  /// The values file of an environment.
  public String of(Stage stage, Content content) {
    var lines = new ArrayList<String>(comment(stage, content));
    var slash = content.repository().indexOf('/');
    var host = content.registry().filter(_ -> slash > 0);
    var block = new ValuesLines();
    host.ifPresent(keys -> block.put(keys, Yaml.scalar(content.repository().substring(0, slash))));
    if (host.isEmpty() && content.chart().thirdParty()) {
      block.put(in("registry"), "\"\" # the repository below is whole");
    }
    block.put(
        in(repositoryKey),
        Yaml.scalar(content.repository().substring(host.isPresent() ? slash + 1 : 0)));
    block.put(in(digestKey), content.digest().map(Yaml::scalar).orElse("\"\""));
    if (stage.tilt() && content.use().allowsEmpty()) {
      block.put(in("allowEmptyDigest"), "true");
    }
    lines.addAll(block.lines());
    if (stage.tilt() && content.newChart()) {
      lines.add("replicaCount: 1");
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> in(String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }

  private List<String> comment(Stage stage, Content content) {
    var name = content.service() + " in " + stage.environment();
    if (content.chart().thirdParty()) {
      return List.of("# " + name + ".");
    }
    return stage.tilt() ? development(name, content) : waiting(name, content.use());
  }

  /// Tilt runs charts of this repository only.
  private static List<String> development(String name, Content content) {
    if (content.chart() instanceof ChartSource.Git) {
      return List.of(
          "# " + name + ". Nothing runs it there by itself: Tilt leaves out charts of other",
          "# repositories, and Argo CD does not sync this environment by itself.");
    }
    if (content.use().refuses() && !content.use().allowsEmpty()) {
      return List.of(
          "# " + name + ". The chart refuses an empty digest here, too: Tilt can run it once the",
          "# chart has a way out, such as allowEmptyDigest.");
    }
    return switch (content.use().kind()) {
      case RENDERS_EMPTY ->
          List.of(
              "# "
                  + name
                  + ". While the digest is empty, the image that the chart renders ends in \"@\",",
              "# which Tilt cannot replace.");
      case REFUSES, FALLS_BACK, IGNORES, UNKNOWN ->
          List.of(
              "# " + name + ": where the chart renders this name, Tilt puts",
              "# the image in that it built.");
    };
  }

  private List<String> waiting(String name, DigestUse use) {
    var begin = "# " + name + ". belay deploy writes the digest; ";
    var digest = KeyPath.of(path).child(digestKey);
    return switch (use.kind()) {
      case REFUSES ->
          List.of(
              begin + "while it is empty, the chart refuses",
              "# to render, and nothing is rolled out.");
      case RENDERS_EMPTY ->
          List.of(
              begin + "while it is empty, the image ends in",
              "# \"@\" and cannot be pulled: have it written before the first sync.");
      case FALLS_BACK ->
          List.of(
              begin + "while it is empty, the chart runs",
              "# what it falls back to, such as a tag: have it written before the first sync.");
      case IGNORES ->
          List.of(
              "# " + name + ". belay deploy writes the digest, which the chart does not read",
              "# everywhere yet: its templates have to take " + digest + ".");
      case UNKNOWN ->
          List.of(
              begin + "what the chart renders while it is",
              "# empty is not known here: have it written before the first sync.");
    };
  }
}
