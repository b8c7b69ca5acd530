package belay.deliver.history;

import belay.deliver.model.RevisionOrTime;
import belay.failure.Failure;
import belay.failure.Kind;
import java.util.Optional;

/// Which changes are asked for.
///
/// @param service the service; empty for all
/// @param environment the environment; empty for all
/// @param since changes after this moment
/// @param until changes up to this moment
/// @param limit at most so many, the newest
public record HistoryQuery(
    Optional<String> service,
    Optional<String> environment,
    Optional<RevisionOrTime> since,
    Optional<RevisionOrTime> until,
    int limit) {
  public HistoryQuery {
    if (limit < 1) {
      throw new Failure(
          Kind.USAGE, "no such number of changes: %d".formatted(limit), "ask for one at least");
    }
  }

  /// All changes of a service in an environment.
  public static HistoryQuery of(String service, String environment, int limit) {
    return new HistoryQuery(
        Optional.of(service), Optional.of(environment), Optional.empty(), Optional.empty(), limit);
  }
}
