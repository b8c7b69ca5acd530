package belay.deliver.rollout;

import belay.argocd.AppState;
import belay.argocd.AppState.HealthStatus;
import belay.argocd.AppState.SyncStatus;
import belay.argocd.ArgoCd;
import belay.argocd.Containers;
import belay.argocd.Containers.Sight;
import belay.config.Config;
import belay.deliver.plan.Sources;
import belay.deliver.policy.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/// Whether Argo CD vouches for images: the Application that they are carried from is Healthy, and
/// its Pods run these very digests.
public final class HealthGate {
  private static final int AT_ONCE = 8;

  private final Function<Config, ArgoCd> argocd;

  /// @param argocd opens the Argo CD that is asked
  public HealthGate(Function<Config, ArgoCd> argocd) {
    this.argocd = argocd;
  }

  /// Adds what speaks against the images of one environment.
  ///
  /// @throws belay.failure.Failure where an Application does not exist or may not be seen, or Argo
  ///   CD cannot be reached
  public void check(
      Config config, String environment, List<Sources.Source> images, Violations violations) {
    Map<String, List<Sources.Source>> applications =
        images.stream()
            .collect(
                Collectors.groupingBy(
                    source -> config.argocd().application(source.service(), environment),
                    LinkedHashMap::new,
                    Collectors.toList()));
    try (var asked = argocd.apply(config)) {
      applications.entrySet().stream()
          .gather(
              Gatherers.mapConcurrent(
                  AT_ONCE,
                  entry -> {
                    var reasons = new Violations();
                    check(asked, entry.getKey(), entry.getValue(), reasons);
                    return reasons;
                  }))
          .forEach(violations::addAll);
    }
  }

  private static void check(
      ArgoCd argocd, String application, List<Sources.Source> images, Violations reasons) {
    var app = argocd.find(application);
    if (app.health().status() != HealthStatus.HEALTHY) {
      reasons.add(unhealthy(app), "argocd app get " + application);
      return;
    }
    for (var image : images) {
      missing(argocd, app, image)
          .ifPresent(what ->
              reasons.add(
                  "%s is Healthy, but %s".formatted(application, what),
                  "wait until it runs there: belay deploy … --wait, or look: argocd app get "
                      + application));
    }
  }

  private static String unhealthy(AppState app) {
    return "%s is %s%s"
        .formatted(
            app.name(),
            app.health().status(),
            app.complaints().stream().findFirst().map(words -> ": " + words).orElse(""));
  }

  /// No Pod at all is as it should be where the cluster is as Git wants it: scaled to zero, or a
  /// job that is not due.
  private static Optional<String> missing(ArgoCd argocd, AppState app, Sources.Source image) {
    return switch (Containers.look(argocd, app, image.image())) {
      case Sight.Runs _ -> Optional.empty();
      case Sight.Missing(var what) -> Optional.of(what);
      case Sight.NoPod _ ->
          app.sync().status() == SyncStatus.SYNCED
              ? Optional.empty()
              : Optional.of(
                  "no Pod of %s was seen, and it is %s"
                      .formatted(image.image().repository(), app.sync().status()));
    };
  }
}
