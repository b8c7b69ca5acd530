package belay.scaffold;

import belay.scaffold.application.ChartSource;
import belay.scaffold.application.Finalizer;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Layout;
import belay.scaffold.application.Service;
import belay.scaffold.application.Stage;
import belay.scaffold.application.Updater;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A repository and services to make files for.
public final class Samples {
  public static final String DIGEST = "sha256:" + "4b".repeat(32);

  public static final GitOpsRepository SITE =
      new GitOpsRepository(
          "https://git.example.com/ops/shop-gitops.git",
          "main",
          "shop",
          "argocd",
          "applications",
          true,
          List.of(stage("development", true), stage("staging", false), stage("production", false)));

  public static final Layout LAYOUT =
      new Layout(
          "environments/{environment}/values/{service}.yaml",
          "applications/{group}/{service}.yaml",
          "charts/{service}",
          List.of("image"),
          List.of("repository", "digest", "tag"),
          Optional.of("registry.example.com/shop"),
          false);

  public static final List<ChartSource> CHARTS =
      List.of(
          new ChartSource.Here("charts/api"),
          new ChartSource.Git("git@git.example.com:shop/core.git", "v1.2.0", "deploy/charts/api"),
          new ChartSource.Helm("https://charts.example.com", "redis", "20.1.0"),
          new ChartSource.Oci("registry.example.com/charts", "kafka", "1.0.0"));

  private Samples() {}

  private static Stage stage(String name, boolean tilt) {
    return new Stage(name, "https://kubernetes.default.svc", "shop-" + name, tilt);
  }

  public static Service service(String name, String group, ChartSource chart) {
    return new Service(name, group, chart, values(name), Finalizer.usual(group), Optional.empty());
  }

  public static Service updated(Service service) {
    var updater =
        new Updater(
            "registry.example.com/shop/" + service.name(),
            List.of("image.repository", "image.digest"),
            "main",
            List.of("staging"));
    return new Service(
        service.name(),
        service.group(),
        service.chart(),
        service.values(),
        service.finalizer(),
        Optional.of(updater));
  }

  private static Map<String, String> values(String service) {
    return SITE.stages().stream()
        .map(Stage::environment)
        .collect(
            Collectors.toMap(
                Function.identity(), e -> "environments/" + e + "/values/" + service + ".yaml"));
  }
}
