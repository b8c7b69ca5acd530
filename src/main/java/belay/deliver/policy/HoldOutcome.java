package belay.deliver.policy;

import belay.deliver.model.FileChange;
import belay.deliver.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of setting or lifting holds.
///
/// @param holds those that were set or lifted, or would be
/// @param already those that were there, where they were to be set once more
/// @param remaining those that hold on to what was to be released
/// @param diffs the change of each file, as a unified diff
/// @param landed the commit; empty where nothing was written
public record HoldOutcome(
    List<Hold> holds,
    List<Hold> already,
    List<Remaining> remaining,
    List<String> diffs,
    Optional<Outcome.Landed> landed) {
  public HoldOutcome {
    holds = List.copyOf(holds);
    already = List.copyOf(already);
    remaining = List.copyOf(remaining);
    diffs = List.copyOf(diffs);
  }

  /// A hold that a release left where it is.
  ///
  /// @param release the command that lifts it
  public record Remaining(Hold hold, String release) {}

  /// What came of holds that were to be written.
  public static HoldOutcome of(
      List<Hold> holds,
      List<Hold> already,
      List<Remaining> remaining,
      Map<String, FileChange> files,
      Optional<Outcome.Landed> landed) {
    var diffs = files.entrySet().stream().map(file -> file.getValue().diff(file.getKey()));
    return new HoldOutcome(holds, already, remaining, diffs.toList(), landed);
  }

  /// Whether something would be written.
  public boolean planned() {
    return landed.isEmpty() && !holds.isEmpty();
  }
}
