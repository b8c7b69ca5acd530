package belay.scaffold.application;

import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One ApplicationSet in place of an app-of-apps, for thousands of services: each is a small file
/// of parameters, and a change of what all have in common is a change of one file.
public final class ApplicationSet {
  /// Where it stands; its presence makes `add` write parameters.
  public static final String FILE = "applicationset.yaml";

  private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)}");

  private ApplicationSet() {}

  /// The object's text.
  public static String file(GitOpsRepository site, Layout layout) {
    return Template.of("applicationset.yaml")
        .with("name", Yaml.scalar(site.project()))
        .with("argocd", Yaml.scalar(site.argocd()))
        .with("project", Yaml.scalar(site.project()))
        .with("url", Yaml.scalar(site.url()))
        .with("branch", Yaml.scalar(site.branch()))
        .with("files", Yaml.quoted(HOLE.matcher(layout.applications()).replaceAll("*")))
        .with("elements", elements(site))
        .with("values", printf(layout.values()))
        .text();
  }

  /// The path of a values file as the set's template makes it: a new environment is one more
  /// element and no other file changes.
  private static String printf(String pattern) {
    List<String> arguments = new ArrayList<>();
    var format =
        HOLE.matcher(pattern.replace("%", "%%"))
            .replaceAll(hole -> {
              arguments.add("." + hole.group(1));
              return "%s";
            });
    return "printf %s %s".formatted(Yaml.quoted(format), String.join(" ", arguments));
  }

  private static String elements(GitOpsRepository site) {
    List<String> elements = new ArrayList<>();
    for (var stage : site.stages()) {
      elements.add(
          "- environment: %s\n  server: %s\n  namespace: %s\n  automated: %s"
              .formatted(
                  Yaml.scalar(stage.environment()),
                  Yaml.scalar(stage.server()),
                  Yaml.scalar(stage.namespace()),
                  site.syncs(stage)));
    }
    return String.join("\n", elements);
  }

  /// The parameters of a service.
  public static String parameters(GitOpsRepository site, Service service) {
    return Template.of("parameters.yaml")
        .with("service", Yaml.scalar(service.name()))
        .with("group", Yaml.scalar(service.group()))
        .with("finalizer", Yaml.quoted(service.finalizer().text()))
        .with("autoscaled", String.valueOf(!service.infrastructure()))
        .with("chart", chart(site, service.chart()))
        .with("annotations", annotations(site, service))
        .text();
  }

  private static String chart(GitOpsRepository site, ChartSource chart) {
    return switch (chart) {
      case ChartSource.Here here -> chart(site.url(), site.branch(), "path", here.path());
      case ChartSource.Git git -> chart(git.url(), git.revision(), "path", git.path());
      case ChartSource.Helm helm -> chart(helm.url(), helm.version(), "name", helm.name());
      case ChartSource.Oci oci -> chart(oci.registry(), oci.version(), "name", oci.name());
    };
  }

  private static String chart(String url, String revision, String key, String value) {
    return "repoURL: %s\ntargetRevision: %s\n%s: %s"
        .formatted(Yaml.scalar(url), Yaml.scalar(revision), key, Yaml.scalar(value));
  }

  private static String annotations(GitOpsRepository site, Service service) {
    if (service.updater().isEmpty()) {
      return " {}";
    }
    var text = new StringBuilder();
    var updater = service.updater().get();
    for (var stage : site.stages()) {
      if (updater.follows(stage)) {
        text.append("\n  ").append(Yaml.scalar(stage.environment())).append(':');
        updater
            .lines(site, service, stage)
            .lines()
            .forEach(line -> text.append("\n    ").append(line));
      }
    }
    return text.toString();
  }
}
