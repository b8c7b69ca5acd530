package belay.deliver.model;

import java.util.List;
import java.util.Optional;

/// A wish to bring back what an environment had before.
///
/// @param services the services; empty for the whole environment
/// @param state which state is to come back
/// @param hold whether the digests left behind are held
/// @param reason why, for the commit and the holds
/// @param note how it is written
public record RollbackRequest(
    String environment,
    List<String> services,
    State state,
    boolean hold,
    Optional<String> reason,
    CommitNote note)
    implements ChangeRequest {
  public RollbackRequest {
    services = List.copyOf(services);
    reason = reason.map(RollbackRequest::line).filter(text -> !text.isEmpty());
  }

  /// A reason stands in lists and trailers, where it has one line.
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /// An earlier state.
  public sealed interface State {
    /// The one before so many changes; 1 is the one before the last change.
    record Before(int changes) implements State {}

    /// The one at a time or a commit.
    record At(RevisionOrTime when) implements State {}
  }
}
