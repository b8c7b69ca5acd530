package belay.deliver.policy;

import belay.deliver.model.CommitNote;
import java.util.List;
import java.util.Optional;

/// A wish to lift holds.
///
/// @param names services, or digests in full or by their beginning
/// @param environment only the holds that were set there; empty for all
/// @param reason why, for the commit
public record ReleaseRequest(
    List<String> names, Optional<String> environment, Optional<String> reason, CommitNote note) {
  public ReleaseRequest {
    names = List.copyOf(names);
  }
}
