package belay.scaffold;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The README for the people who will use the repository.
///
/// @param applicationSet whether an ApplicationSet makes the Applications
/// @param root the file with what makes them
record Readme(Site site, Layout layout, boolean applicationSet, String root) {
  String text() {
    return Template.of("readme.md")
        .with("title", site.project() + ": what runs where")
        .with("environments", names(site.stages().stream()))
        .with("digest-environments", names(site.stages().stream().filter(s -> !s.tilt())))
        .with("first", first())
        .with("promotion", promotion())
        .with("branch", site.branch())
        .with("values", layout.values())
        .with("applications", layout.applications())
        .with("charts", layout.charts())
        .with(
            "kind", applicationSet ? "parameters of each service" : "Applications of each service")
        .with("root", root)
        .with("argocd", site.argocd())
        .with("folder", site.applications())
        .with("url", site.url())
        .with("credentials", credentials())
        .with("registry", layout.registry().orElse("registry.example.com"))
        .with("order", applicationSet ? order() + rolling() : order())
        .text();
  }

  private String credentials() {
    return site.url().startsWith("http")
        ? "--username USER --password TOKEN"
        : "--ssh-private-key-path KEY";
  }

  /// Why there are no waves: Argo CD would wait for every Application of one, in every environment.
  private String order() {
    return Template.of("readme-order.md").with("selector", selector(tilt())).text();
  }

  /// Environments that are synced by nobody.
  private List<String> tilt() {
    return site.stages().stream().filter(Stage::tilt).map(Stage::environment).toList();
  }

  /// How a set may be put in order.
  private String rolling() {
    var tilt = tilt();
    return Template.of("readme-rolling.md")
        .with("argocd", site.argocd())
        .with("infrastructure", Service.INFRASTRUCTURE)
        .with(
            "tilt",
            tilt.isEmpty()
                ? ""
                : "- {key: environment, operator: NotIn, values: [%s]}"
                    .formatted(String.join(", ", tilt)))
        .text();
  }

  private String first() {
    return site.stages().stream()
        .filter(stage -> !stage.tilt())
        .findFirst()
        .map(Stage::environment)
        .orElse("staging");
  }

  /// What nobody syncs never gets healthy.
  private static String selector(List<String> tilt) {
    return "group="
        + Service.INFRASTRUCTURE
        + tilt.stream().map(",environment!="::concat).collect(Collectors.joining());
  }

  private String promotion() {
    return site.stages().stream()
        .filter(stage -> !stage.tilt())
        .skip(1)
        .map(stage ->
            "belay promote SERVICE --to %s   # the same digest".formatted(stage.environment()))
        .collect(Collectors.joining("\n"));
  }

  private static String names(Stream<Stage> stages) {
    return stages.map(Stage::environment).collect(Collectors.joining(", "));
  }
}
