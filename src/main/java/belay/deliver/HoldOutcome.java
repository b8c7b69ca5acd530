package belay.deliver;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of setting or lifting holds.
///
/// @param holds those that were set or lifted, or would be
/// @param already those that were there, where they were to be set once more
/// @param diffs the change of each file, as a unified diff
/// @param landed the commit; empty where nothing was written
public record HoldOutcome(
    List<Hold> holds, List<Hold> already, List<String> diffs, Optional<Outcome.Landed> landed) {
  public HoldOutcome {
    holds = List.copyOf(holds);
    already = List.copyOf(already);
    diffs = List.copyOf(diffs);
  }

  static HoldOutcome of(
      List<Hold> holds,
      List<Hold> already,
      Map<String, FileChange> files,
      Optional<Outcome.Landed> landed) {
    var diffs = files.entrySet().stream().map(file -> file.getValue().diff(file.getKey()));
    return new HoldOutcome(holds, already, diffs.toList(), landed);
  }

  /// Whether something would be written.
  public boolean planned() {
    return landed.isEmpty() && !holds.isEmpty();
  }
}
