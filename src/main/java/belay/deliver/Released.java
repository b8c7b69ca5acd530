package belay.deliver;

import java.util.List;
import java.util.Optional;

/// What came of lifting holds.
///
/// @param holds those that were lifted, or would be
/// @param diffs the change of each file, as a unified diff
/// @param landed the commit; empty where nothing was written
public record Released(List<Hold> holds, List<String> diffs, Optional<Outcome.Landed> landed) {
  public Released {
    holds = List.copyOf(holds);
    diffs = List.copyOf(diffs);
  }

  /// Whether something would be written.
  public boolean planned() {
    return landed.isEmpty() && !holds.isEmpty();
  }
}
