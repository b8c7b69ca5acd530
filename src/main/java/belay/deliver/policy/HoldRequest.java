package belay.deliver.policy;

import belay.deliver.model.CommitNote;
import java.util.List;
import java.util.Optional;

/// A wish to hold digests.
///
/// @param names services (`SERVICE/NAME` for one of several images), or digests in full or by their
///   beginning
/// @param environment of a service, where the digest stands that is meant; of a digest, the only
///   place where it is to be refused
/// @param reason why, for the hold and the commit
public record HoldRequest(
    List<String> names, Optional<String> environment, String reason, CommitNote note) {
  public HoldRequest {
    names = List.copyOf(names);
  }
}
