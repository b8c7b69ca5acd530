package belay.deliver.autosync;

import belay.deliver.model.Outcome;
import java.util.List;
import java.util.Optional;

/// What came of switching.
///
/// @param services each service that was meant, as it is afterwards
/// @param switched those that were otherwise before
/// @param diffs the change of each file, as a unified diff
/// @param byHand the command for what Argo CD does not apply by itself; empty where it does it all
/// @param landed the commit; empty where nothing was written
public record AutoSyncOutcome(
    boolean on,
    String environment,
    List<ServiceSync> services,
    List<String> switched,
    List<String> diffs,
    Optional<String> byHand,
    Optional<Outcome.Landed> landed) {
  public AutoSyncOutcome {
    services = List.copyOf(services);
    switched = List.copyOf(switched);
    diffs = List.copyOf(diffs);
  }

  /// Whether something would be written.
  public boolean planned() {
    return landed.isEmpty() && !diffs.isEmpty();
  }
}
