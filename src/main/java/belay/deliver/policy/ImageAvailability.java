package belay.deliver.policy;

import belay.deliver.model.Pin;
import belay.deliver.plan.Plan;
import belay.deliver.plan.Resolver;
import belay.failure.Failure;
import belay.host.Log;
import belay.image.ImageRef;
import java.util.List;

/// Whether images can still be pulled. Going back is for emergencies: a registry that cannot be
/// asked is a reason for a warning, and only one that says no is a reason to refuse.
public final class ImageAvailability {
  private final Resolver resolver;
  private final Log log;

  public ImageAvailability(Resolver resolver, Log log) {
    this.resolver = resolver;
    this.log = log;
  }

  /// Adds what can no longer be pulled to the violations; what cannot be asked is a warning.
  public void check(Plan plan, Violations violations) {
    var missing = missing(plan.changed().stream().map(Pin::now).distinct().toList());
    for (var pin : plan.changed()) {
      if (missing.contains(pin.now())) {
        violations.add(
            "%s: %s does not have %s any more"
                .formatted(pin.name(), pin.now().repository(), pin.now().digest().abbreviated()),
            "push the image again, or go back to another state: --to");
      }
    }
  }

  private List<ImageRef.Pinned> missing(List<ImageRef.Pinned> images) {
    try {
      return resolver.missing(images);
    } catch (Failure failure) {
      return switch (failure.kind()) {
        case AUTH, UNREACHABLE, TIMEOUT -> {
          log.warn("whether the images still exist is not known: " + failure.what());
          yield List.of();
        }
        default -> throw failure;
      };
    }
  }
}
