package belay.deliver;

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
    Optional<When> since,
    Optional<When> until,
    int limit) {
  /// All changes of a service in an environment.
  static HistoryQuery of(String service, String environment, int limit) {
    return new HistoryQuery(
        Optional.of(service), Optional.of(environment), Optional.empty(), Optional.empty(), limit);
  }
}
