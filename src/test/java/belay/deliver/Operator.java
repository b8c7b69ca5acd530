package belay.deliver;

import belay.deliver.ModelCommit.Place;
import belay.deliver.model.CommitNote;
import belay.deliver.model.DeployRequest;
import belay.deliver.model.Mode;
import belay.deliver.model.Outcome;
import belay.deliver.model.PromoteRequest;
import belay.deliver.model.Provenance;
import belay.deliver.model.RollbackRequest;
import belay.deliver.model.WantedImage;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Somebody who delivers with Belay.
record Operator(Delivery delivery) {
  private static final Provenance PROVENANCE = new Provenance(Optional.empty(), Optional.empty());
  private static final CommitNote NOTE = new CommitNote(Optional.empty(), PROVENANCE, _ -> {});

  /// What came of it.
  ///
  /// @param commit empty where there was nothing to do, or it was refused
  record Attempt(Optional<String> commit, boolean refused) {}

  Attempt deploy(Place place, Digest digest) {
    var source = new WantedImage.Source.ByDigest(digest);
    var request =
        new DeployRequest(
            place.environment(),
            List.of(new WantedImage(place.service(), Optional.empty(), source)),
            PROVENANCE,
            Optional.empty(),
            Optional.empty(),
            _ -> {});
    return attempt(() -> delivery.change(request, Mode.LAND));
  }

  Attempt promote(String from, Place to) {
    var request =
        new PromoteRequest(
            PromoteRequest.What.of(to.service()),
            Optional.of(from),
            to.environment(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            NOTE);
    return attempt(() -> delivery.change(request, Mode.LAND));
  }

  /// Brings back what a place had before its last change, and holds what it has.
  Attempt rollback(Place place) {
    var request =
        new RollbackRequest(
            place.environment(),
            List.of(place.service()),
            new RollbackRequest.State.Before(1),
            true,
            Optional.of("it crashes"),
            NOTE);
    return attempt(() -> delivery.change(request, Mode.LAND));
  }

  private static Attempt attempt(Supplier<Outcome> work) {
    try {
      return work.get() instanceof Outcome.Committed committed
          ? new Attempt(Optional.of(committed.landed().commit()), false)
          : new Attempt(Optional.empty(), false);
    } catch (Failure failure) {
      if (failure.kind() == Kind.REFUSED) {
        return new Attempt(Optional.empty(), true);
      }
      throw failure;
    }
  }
}
