package belay.scaffold.application;

import belay.scaffold.template.Yaml;

/// The source of a chart in an Application: where it is, and which values files it takes from the
/// GitOps repository by `$values`, which is its root whatever the `path` of that source.
final class ApplicationSource {
  private ApplicationSource() {}

  static String chart(GitOpsRepository site, Service service, Stage stage) {
    var values = "$values/" + service.values(stage);
    return switch (service.chart()) {
      case ChartSource.Here here ->
          git(site.url(), site.branch(), here.path()) + helm(service, "values.yaml", values);
      case ChartSource.Git git ->
          git(git.url(), git.revision(), git.path()) + helm(service, "values.yaml", values);
      case ChartSource.Helm helm ->
          packaged(helm.url(), helm.version(), helm.name()) + helm(service, values);
      case ChartSource.Oci oci ->
          packaged(oci.registry(), oci.version(), oci.name()) + helm(service, values);
    };
  }

  /// Paths from the root of either repository: relative ones fit only one of two sources, and Argo
  /// CD does not say which (argoproj/argo-cd#17085).
  static String paths(Service service, Stage stage) {
    var values = "/" + service.values(stage);
    return switch (service.chart()) {
      case ChartSource.Here here -> "/" + here.path() + ";" + values;
      case ChartSource.Git git -> "/" + git.path() + ";" + values;
      case ChartSource.Helm _, ChartSource.Oci _ -> values;
    };
  }

  private static String git(String url, String revision, String path) {
    return source(url, revision) + "  path: " + Yaml.scalar(path) + "\n";
  }

  private static String packaged(String url, String version, String name) {
    return source(url, version) + "  chart: " + Yaml.scalar(name) + "\n";
  }

  private static String source(String url, String revision) {
    return "- repoURL: %s\n  targetRevision: %s\n"
        .formatted(Yaml.scalar(url), Yaml.scalar(revision));
  }

  private static String helm(Service service, String... values) {
    var text = new StringBuilder();
    text.append("  helm:\n    releaseName: ").append(Yaml.scalar(service.name()));
    text.append("\n    valueFiles:\n");
    for (var file : values) {
      text.append("      - ").append(Yaml.scalar(file)).append('\n');
    }
    return text.toString();
  }
}
