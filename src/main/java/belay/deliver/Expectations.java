package belay.deliver;

import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.Target;
import belay.deliver.model.Pin;
import belay.deliver.model.WantedImage;
import belay.deliver.plan.Plan;
import belay.deliver.plan.Resolver;
import belay.deliver.plan.Sources;
import belay.deliver.plan.Targets;
import belay.deliver.policy.Violations;
import belay.image.ImageRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which images a promotion is to carry and nothing else. Whoever asks for it has seen or built
/// them; what somebody deployed to the source meanwhile must not go on under their name.
final class Expectations {
  private final List<Expected> all;
  private final String source;

  /// @param source where the images are expected, for people
  private Expectations(List<Expected> all, String source) {
    this.all = all;
    this.source = source;
  }

  private record Expected(String service, String name, ImageRef typed, ImageRef.Pinned image) {
    boolean isOf(String otherService, String otherName) {
      return service.equals(otherService) && name.equals(otherName);
    }

    boolean isIn(Target target) {
      return target.before().digest().filter(image.digest().toString()::equals).isPresent();
    }
  }

  /// Tags are resolved, all in one go.
  ///
  /// @param environmentAt the source of the promotion
  /// @param wanted the images, each with a reference
  static Expectations of(EnvironmentAt environmentAt, List<WantedImage> wanted, Resolver resolver) {
    var targets = Targets.find(environmentAt, wanted).targets();
    List<Target> named = new ArrayList<>();
    List<ImageRef> refs = new ArrayList<>();
    for (var target : targets) {
      if (target.wanted().source() instanceof WantedImage.Source.Reference(var ref)) {
        named.add(target);
        refs.add(ref);
      }
    }
    var images = resolver.all(refs);
    List<Expected> all = new ArrayList<>();
    for (var i = 0; i < refs.size(); i++) {
      var target = named.get(i);
      all.add(new Expected(target.wanted().service(), target.image(), refs.get(i), images.get(i)));
    }
    return new Expectations(all, environmentAt.environment());
  }

  /// What is to be carried to a place: what stands in the source, or, where the place has the
  /// expected image already, that one, whatever became of the source since: asking twice is asking
  /// once.
  Sources.Source carried(Sources.Source found, Target to) {
    return of(found.service(), found.name())
        .filter(expected -> expected.isIn(to))
        .map(expected -> new Sources.Source(found.service(), found.name(), expected.image()))
        .orElse(found);
  }

  /// Refuses a plan that carries anything else; all that differs is told at once.
  void check(Plan plan) {
    var violations = new Violations();
    for (var pin : plan.pins()) {
      var digest = pin.now().digest();
      of(pin.service(), pin.image())
          .filter(expected -> !expected.image().digest().equals(digest))
          .ifPresent(expected -> violations.add(differs(pin, expected), help(pin, expected)));
    }
    violations.throwIfAny("promote to " + plan.environment());
  }

  private String differs(Pin pin, Expected expected) {
    return "%s: %s has %s, and not %s (\"%s\")"
        .formatted(
            pin.name(),
            source,
            pin.now().digest().abbreviated(),
            expected.image().digest().abbreviated(),
            expected.typed());
  }

  private String help(Pin pin, Expected expected) {
    return "promote what stands there from its own pipeline, or deploy this one again: belay deploy"
        + " %s=%s --env %s".formatted(pin.name(), expected.image(), source);
  }

  private Optional<Expected> of(String service, String name) {
    return all.stream().filter(expected -> expected.isOf(service, name)).findFirst();
  }
}
