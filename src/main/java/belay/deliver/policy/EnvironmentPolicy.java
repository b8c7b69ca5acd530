package belay.deliver.policy;

import belay.config.Environment;
import belay.deliver.history.PinHistory;
import belay.deliver.model.Pin;
import belay.deliver.model.Spans;
import belay.deliver.model.Trailers;
import belay.deliver.plan.Plan;
import belay.deliver.plan.Resolver;
import belay.git.GitRepo;
import belay.git.object.Commit;
import belay.image.ImageRef;
import belay.image.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Who stands at an environment's door: holds, and what `belay.yaml` asks of an image there.
public final class EnvironmentPolicy {
  private final GitRepo repo;
  private final PinHistory pinHistory;
  private final Resolver resolver;
  private final InstantSource clock;

  public EnvironmentPolicy(
      GitRepo repo, PinHistory pinHistory, Resolver resolver, InstantSource clock) {
    this.repo = repo;
    this.pinHistory = pinHistory;
    this.resolver = resolver;
    this.clock = clock;
  }

  /// Adds what speaks against the images that change.
  ///
  /// @param override why a freeze or the time to soak is to be passed over
  /// @return the plan, its commit telling what was overridden
  public Plan check(Plan plan, Commit tip, Optional<String> override, Violations violations) {
    if (plan.changed().isEmpty()) {
      return plan;
    }
    var environment = plan.config().environment(plan.environment());
    holds(plan, tip, "take another image", violations);
    origin(plan, environment, violations);
    var images = plan.changed().stream().map(Pin::now).distinct().toList();
    platforms(images, environment, violations);
    var timing = new Violations();
    freezes(environment, timing);
    soak(plan, environment, timing);
    if (!timing.any()) {
      return plan;
    }
    if (override.isEmpty()) {
      violations.addAll(timing);
      return plan;
    }
    return plan.with(plan.commitInfo().with(Trailers.OVERRIDE, override));
  }

  /// Adds what is held.
  ///
  /// @param instead what to do where the hold is right
  public void holds(Plan plan, Commit tip, String instead, Violations violations) {
    var holds = Holds.at(repo, tip.id());
    for (var pin : plan.changed()) {
      holds
          .on(pin.service(), pin.environment(), pin.now().digest())
          .ifPresent(hold ->
              violations.add(
                  "%s: %s is %s"
                      .formatted(pin.name(), pin.now().digest().abbreviated(), hold.words()),
                  "%s, or lift the hold: belay release %s".formatted(instead, hold.digest())));
    }
  }

  private void origin(Plan plan, Environment environment, Violations violations) {
    var from = environment.gate().requireFrom();
    if (from.isEmpty()) {
      return;
    }
    var stays = pinHistory.stays(plan.changed(), from.get(), now());
    for (var pin : plan.changed()) {
      var digest = pin.now().digest();
      if (!stays.containsKey(pin)) {
        violations.add(
            "%s: %s never was in %s, which %s requires"
                .formatted(pin.name(), digest.abbreviated(), from.get(), environment.name()),
            "belay deploy %s --digest %s --env %s".formatted(pin.name(), digest, from.get()));
      }
    }
  }

  private void platforms(
      List<ImageRef.Pinned> images, Environment environment, Violations violations) {
    var required = environment.gate().requirePlatforms();
    if (required.isEmpty()) {
      return;
    }
    var found = resolver.platforms(images);
    for (var i = 0; i < images.size(); i++) {
      var there = found.get(i);
      for (var platform : required) {
        if (there.stream().noneMatch(platform::accepts)) {
          violations.add(
              "%s is not for %s, which %s requires, but for %s"
                  .formatted(images.get(i), platform, environment.name(), names(there)),
              "build the image for %s, too, and deploy the new index".formatted(platform));
        }
      }
    }
  }

  private static String names(List<Platform> platforms) {
    return platforms.isEmpty()
        ? "none that it names"
        : String.join(", ", platforms.stream().map(Platform::toString).toList());
  }

  private void freezes(Environment environment, Violations timing) {
    for (var freeze : environment.gate().freezes()) {
      var end = freeze.until(now());
      if (end.isPresent()) {
        timing.add(
            "%s is frozen until %s%s"
                .formatted(
                    environment.name(),
                    freeze.wordsUntil(end.get()),
                    freeze.reason().isEmpty() ? "" : ": " + freeze.reason()),
            "wait, or say why not: --override \"reason\"");
      }
    }
  }

  private void soak(Plan plan, Environment environment, Violations timing) {
    var soak = environment.gate().soak();
    var from = environment.promoteFrom();
    if (soak.isZero() || from.isEmpty()) {
      return;
    }
    var stays = pinHistory.stays(plan.changed(), from.get(), now());
    for (var pin : plan.changed()) {
      var digest = pin.now().digest();
      var stay = stays.getOrDefault(pin, Duration.ZERO);
      if (stay.compareTo(soak) < 0) {
        timing.add(
            "%s: %s was in %s for %s, and %s asks for %s"
                .formatted(
                    pin.name(),
                    digest.abbreviated(),
                    from.get(),
                    Spans.words(stay),
                    environment.name(),
                    Spans.words(soak)),
            "wait, or say why not: --override \"reason\"");
      }
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
