package belay.scaffold.application;

import belay.scaffold.template.KubernetesName;
import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.stream.Collectors;

/// The Argo CD Applications of a service, one for each environment.
public final class Application {
  private Application() {}

  /// The file with all of them.
  public static String file(GitOpsRepository site, Service service) {
    return site.stages().stream()
        .map(stage -> of(site, service, stage))
        .collect(Collectors.joining("---\n"));
  }

  private static String of(GitOpsRepository site, Service service, Stage stage) {
    var name = service.name() + "-" + stage.environment();
    KubernetesName.APPLICATION.check(name);
    return Template.of("application.yaml")
        .with("name", Yaml.scalar(name))
        .with("argocd", Yaml.scalar(site.argocd()))
        .with("service", Yaml.scalar(service.name()))
        .with("project", Yaml.scalar(site.project()))
        .with("environment", Yaml.scalar(stage.environment()))
        .with("group", Yaml.scalar(service.group()))
        .with("paths", Yaml.scalar(ApplicationSource.paths(service, stage)))
        .with("updater", updater(site, service, stage))
        .with("finalizers", service.finalizer().lines())
        .with("chart", ApplicationSource.chart(site, service, stage))
        .with("url", Yaml.scalar(site.url()))
        .with("branch", Yaml.scalar(site.branch()))
        .with("server", Yaml.scalar(stage.server()))
        .with("namespace", Yaml.scalar(stage.namespace()))
        .with("automated", automated(site, service, stage))
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

  /// Nothing where it is synced by hand at first: what switches it on later writes the same block.
  private static String automated(GitOpsRepository site, Service service, Stage stage) {
    if (stage.tilt()) {
      return byHand(service);
    }
    return site.syncs(stage) ? AUTOMATED : "";
  }

  /// Tilt takes charts of this repository and packaged ones.
  private static String byHand(Service service) {
    var who =
        service.chart() instanceof ChartSource.Git
            ? "Nobody runs this here by itself: the chart is in another repository, where Tilt"
                + " takes none."
            : "Tilt runs this environment.";
    return """
    # %s Synced by hand; for a shared one that Argo CD delivers to,
    # say "images: digest" for it in belay.yaml and write the block "automated" of the others.
    """
        .formatted(who);
  }

  private static final String REPLICAS =
      """
      # The cluster's, as an autoscaler changes it. Without this, the number in Git counts.
      ignoreDifferences:
        - group: apps
          kind: Deployment
          jsonPointers:
            - /spec/replicas
      """;

  private static String updater(GitOpsRepository site, Service service, Stage stage) {
    return service
        .updater()
        .filter(updater -> updater.follows(stage))
        .map(updater -> updater.lines(site, service, stage))
        .orElse("");
  }
}
