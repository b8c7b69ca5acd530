package belay.scaffold;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The README for the people who will use the repository.
///
/// @param applicationSet whether an ApplicationSet makes the Applications
record Readme(Site site, Layout layout, boolean applicationSet) {
  String text() {
    return Template.of("readme.md")
        .with("title", site.project() + ": what runs where")
        .with("environments", names(site.stages().stream()))
        .with("digest-environments", names(site.stages().stream().filter(s -> !s.tilt())))
        .with("first", first())
        .with("branch", site.branch())
        .with("values", layout.values())
        .with("applications", layout.applications())
        .with("charts", layout.charts())
        .with(
            "kind", applicationSet ? "parameters of each service" : "Applications of each service")
        .with("root", applicationSet ? ApplicationSet.FILE : AppOfApps.FILE)
        .with("argocd", site.argocd())
        .with("url", site.url())
        .with("credentials", credentials())
        .with("registry", layout.registry().orElse("registry.example.com"))
        .with("waves", applicationSet ? "" : waves())
        .text();
  }

  private String credentials() {
    return site.url().startsWith("http")
        ? "--username USER --password TOKEN"
        : "--ssh-private-key-path KEY";
  }

  private String waves() {
    return Template.of("readme-waves.md").with("argocd", site.argocd()).text();
  }

  private String first() {
    return site.stages().stream()
        .filter(stage -> !stage.tilt())
        .findFirst()
        .map(Stage::environment)
        .orElse("staging");
  }

  private static String names(Stream<Stage> stages) {
    return stages.map(Stage::environment).collect(Collectors.joining(", "));
  }
}
