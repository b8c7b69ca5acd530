package belay.deliver;

import java.util.List;
import java.util.Optional;

/// What came of lifting holds.
///
/// @param holds those that were lifted, or would be
/// @param landed the commit; empty where nothing was written
public record Released(List<Hold> holds, Optional<Outcome.Landed> landed) {
  public Released {
    holds = List.copyOf(holds);
  }
}
