package belay.deliver.rollout;

import belay.argocd.AppState;
import belay.argocd.ArgoCd;
import belay.argocd.Containers;
import belay.argocd.Containers.Sight;
import belay.argocd.Judge;
import belay.argocd.Verdict;
import belay.argocd.Watch;
import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Waits until Argo CD runs what was deployed. Only what it says of our commit, or of a later one
/// that still has our images, counts; the first Application that fails ends the wait.
final class RolloutWatcher {
  /// Pods and lasting illness bring no events: they are looked at again after this.
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// A Git server's replicas may lag behind its answer to our push.
  private static final Duration REFRESH = Duration.ofSeconds(20);

  /// Argo CD may learn of a Deployment that is well before it learns of its Pods.
  private static final Duration NO_POD = Duration.ofSeconds(4);

  /// So many of those that are late are looked at once more, for what their resources say.
  private static final int LOOKED_AT = 3;

  private final ArgoCd argocd;
  private final WaitRequest wish;
  private final Ancestry ancestry;
  private final List<ApplicationProgress> sightings;
  private final WaitFailures endings;

  RolloutWatcher(ArgoCd argocd, WaitRequest wish, Ancestry ancestry, RolloutTarget goal) {
    this.argocd = argocd;
    this.wish = wish;
    this.ancestry = ancestry;
    this.sightings =
        goal.applications().entrySet().stream()
            .map(e -> new ApplicationProgress(e.getKey(), List.copyOf(e.getValue()), wish.tell()))
            .toList();
    this.endings = new WaitFailures(goal);
  }

  /// Waits to the good end, the bad one, or until the time is up.
  Rollout run() {
    try (var watch = argocd.watch(sightings.stream().map(ApplicationProgress::name).toList())) {
      follow(watch);
      return new Rollout.Live(report());
    } catch (Failure failure) {
      if (failure.kind() == Kind.INTERRUPTED) {
        throw failure;
      }
      return new Rollout.Failed(report(), failure);
    }
  }

  private void follow(Watch watch) {
    var until = System.nanoTime() + wish.timeout().toNanos();
    var nextRefresh = System.nanoTime();
    while (!pending().isEmpty()) {
      var now = System.nanoTime();
      if (now - until >= 0) {
        throw watch.trouble().orElseGet(this::late);
      }
      if (now - nextRefresh >= 0) {
        argocd.refresh(unaware());
        nextRefresh = now + REFRESH.toNanos();
      }
      var patience = Duration.ofNanos(Math.min(until - now, LOOK.toNanos()));
      watch.next(patience).ifPresentOrElse(this::see, () -> pending().forEach(this::consider));
      sightings.stream()
          .filter(ApplicationProgress::live)
          .map(ApplicationProgress::name)
          .forEach(watch::leave);
    }
  }

  private void see(AppState app) {
    for (var sighting : pending()) {
      if (sighting.name().equals(app.name())) {
        sighting.see(app);
        consider(sighting);
      }
    }
  }

  private void consider(ApplicationProgress sighting) {
    var app = sighting.seen();
    if (app.isPresent()) {
      requireInForce(sighting, app.get());
      judge(sighting, app.get());
    }
  }

  private void judge(ApplicationProgress sighting, AppState app) {
    var verdict = Judge.of(app, ancestry::contains);
    if (!(verdict instanceof Verdict.Ailing)) {
      sighting.ailing().end();
    }
    if (!(verdict instanceof Verdict.Settled)) {
      sighting.withoutPod().end();
    }
    switch (verdict) {
      case Verdict.Settled _ -> settled(sighting, app);
      case Verdict.Awaited(var what) -> sighting.say(what);
      case Verdict.Failed(var what) -> {
        sighting.say(what);
        throw unhealthy(sighting, what);
      }
      case Verdict.Ailing(var what) -> {
        sighting.say(what);
        if (sighting.ailing().lasts(wish.grace())) {
          throw unhealthy(sighting, what);
        }
      }
    }
  }

  private void requireInForce(ApplicationProgress sighting, AppState app) {
    ancestry
        .superseded(app.sync().revisions(), sighting.pins())
        .ifPresent(later -> {
          throw endings.superseded(later);
        });
  }

  /// Argo CD being out of reach at just this moment is for the watch to notice.
  private void settled(ApplicationProgress sighting, AppState app) {
    List<String> notes = new ArrayList<>();
    try {
      for (var image : sighting.images()) {
        switch (Containers.look(argocd, app, image)) {
          case Sight.Runs _ -> {
            // as it should be
          }
          case Sight.NoPod _ ->
              notes.add("no Pod of %s is needed now".formatted(image.repository()));
          case Sight.Missing(var what) -> {
            sighting.withoutPod().end();
            sighting.say("Synced, Healthy, but " + what);
            return;
          }
        }
      }
    } catch (Failure failure) {
      if (failure.kind() != Kind.UNREACHABLE) {
        throw failure;
      }
      sighting.say("Synced, Healthy; its Pods cannot be seen: " + failure.what());
      return;
    }
    if (notes.isEmpty()) {
      sighting.nowLive("live");
    } else if (sighting.withoutPod().lasts(NO_POD)) {
      sighting.nowLive("live, though " + String.join(", ", notes));
    } else {
      sighting.say("Synced, Healthy, and no Pod yet");
    }
  }

  private Failure unhealthy(ApplicationProgress sighting, String what) {
    seeResources(sighting);
    return endings.unhealthy(sighting, what);
  }

  private Failure late() {
    var pending = pending();
    pending.stream().limit(LOOKED_AT).forEach(this::seeResources);
    return endings.late(pending, wish.timeout());
  }

  /// What is told of the resources is asked for only now: it is the larger part of an Application.
  private void seeResources(ApplicationProgress sighting) {
    try {
      sighting.see(argocd.find(sighting.name()));
    } catch (Failure unseen) {
      // What it was at last is all that can be told.
    }
  }

  private List<ApplicationProgress> pending() {
    return sightings.stream().filter(sighting -> !sighting.live()).toList();
  }

  /// The Applications that have not seen our commit yet.
  private List<String> unaware() {
    return pending().stream()
        .filter(sighting ->
            sighting
                .seen()
                .filter(app -> app.sync().revisions().stream().anyMatch(ancestry::contains))
                .isEmpty())
        .map(ApplicationProgress::name)
        .toList();
  }

  private List<Rollout.Application> report() {
    return sightings.stream().flatMap(sighting -> sighting.report().stream()).toList();
  }
}
