package belay.deliver.rollout;

import belay.argocd.AppState;
import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The words for a wait that ends badly.
///
/// @param goal what was awaited
record WaitFailures(RolloutTarget goal) {
  private static final int SHORT = 7;
  private static final int NAMED = 3;

  Failure unhealthy(ApplicationProgress sighting, String what) {
    var failure =
        new Failure(
            Kind.UNHEALTHY,
            "\"%s\" is unhealthy at commit %s: %s".formatted(sighting.name(), commit(), what),
            "argocd app get %s".formatted(sighting.name()));
    for (var words : sighting.seen().map(AppState::complaints).orElse(List.of())) {
      failure = failure.because(words);
    }
    return failure;
  }

  Failure superseded(Ancestry.Superseded later) {
    var pin = later.pin();
    return new Failure(
        Kind.CONFLICT,
        "%s in %s was deployed over: commit %s has %s, not %s"
            .formatted(
                pin.service(),
                pin.environment(),
                later.revision().substring(0, SHORT),
                later.now(),
                pin.now().digest()),
        "belay history %s --env %s tells by whom".formatted(pin.service(), pin.environment()));
  }

  Failure late(List<ApplicationProgress> pending, Duration timeout) {
    var names = pending.stream().map(ApplicationProgress::name).toList();
    var failure =
        new Failure(
            Kind.TIMEOUT,
            "%s not live within %s at commit %s"
                .formatted(
                    names.size() <= NAMED
                        ? String.join(", ", names)
                        : names.size() + " Applications",
                    words(timeout),
                    commit()),
            "look: argocd app get %s; to wait on, run the same command again"
                .formatted(names.getFirst()));
    for (var sighting : pending) {
      failure = failure.because(sighting.name() + ": " + sighting.state());
      for (var words : sighting.seen().map(AppState::unwell).orElse(List.of())) {
        failure = failure.because(words);
      }
    }
    return failure;
  }

  private String commit() {
    return goal.commit().substring(0, SHORT);
  }

  private static String words(Duration time) {
    return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
