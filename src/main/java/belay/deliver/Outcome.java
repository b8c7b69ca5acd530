package belay.deliver;

import java.util.List;

/// What came of a deployment.
public sealed interface Outcome {
  /// Every image asked for, also those that were there already.
  List<Pin> pins();

  /// Everything was as it should be; no commit.
  record Unchanged(List<Pin> pins) implements Outcome {}

  /// What would be written, and was not.
  ///
  /// @param diffs the change of each file, as a unified diff
  record Planned(List<Pin> pins, List<String> diffs) implements Outcome {}

  /// Written as one commit.
  ///
  /// @param diffs the change of each file, as a unified diff
  record Committed(List<Pin> pins, List<String> diffs, Landed landed) implements Outcome {}

  /// Where a commit ended up.
  ///
  /// @param commit its id
  /// @param branch the branch, such as `main`
  /// @param pushed whether it is on the remote, too
  /// @param attempts how many pushes it took: more than one means that others pushed meanwhile
  /// @param notes what else the user should know
  record Landed(String commit, String branch, boolean pushed, int attempts, List<String> notes) {}
}
