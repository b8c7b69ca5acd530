package belay.scaffold;

import java.util.stream.Collectors;

/// The Argo CD Applications of a service, one for each environment.
public final class Application {
  private Application() {}

  /// The file with all of them.
  public static String file(Site site, Service service) {
    return site.stages().stream()
        .map(stage -> of(site, service, stage))
        .collect(Collectors.joining("---\n"));
  }

  private static String of(Site site, Service service, Stage stage) {
    var name = service.name() + "-" + stage.environment();
    KubernetesName.APPLICATION.check(name);
    return Template.of("application.yaml")
        .with("name", Yaml.scalar(name))
        .with("argocd", Yaml.scalar(site.argocd()))
        .with("service", Yaml.scalar(service.name()))
        .with("project", Yaml.scalar(site.project()))
        .with("environment", Yaml.scalar(stage.environment()))
        .with("group", Yaml.scalar(service.group()))
        .with("wave", Yaml.quoted(wave(service)))
        .with("paths", Yaml.scalar(Sources.paths(service, stage)))
        .with("updater", updater(site, service, stage))
        .with("finalizers", service.finalizer().lines())
        .with("chart", Sources.chart(site, service, stage))
        .with("url", Yaml.scalar(site.url()))
        .with("branch", Yaml.scalar(site.branch()))
        .with("server", Yaml.scalar(stage.server()))
        .with("namespace", Yaml.scalar(stage.namespace()))
        .with("automated", stage.tilt() ? BY_HAND : AUTOMATED)
        .with("ignored", service.infrastructure() ? "" : REPLICAS)
        .text();
  }

  private static final String AUTOMATED =
      """
      automated:
        prune: true
        selfHeal: true
        allowEmpty: false
      """;

  private static final String BY_HAND =
      """
      # Tilt runs this environment. Synced by hand; for a shared one that Argo CD delivers to,
      # say "images: digest" for it in belay.yaml and write the block "automated" of the others.
      """;

  private static final String REPLICAS =
      """
      # The autoscaler changes it.
      ignoreDifferences:
        - group: apps
          kind: Deployment
          jsonPointers:
            - /spec/replicas
      """;

  /// Infrastructure is synced before what stands on it.
  static String wave(Service service) {
    return service.infrastructure() ? "-1" : "0";
  }

  private static String updater(Site site, Service service, Stage stage) {
    return stage.tilt() ? "" : service.updater().map(u -> u.lines(site, service, stage)).orElse("");
  }
}
