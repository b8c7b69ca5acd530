package belay.deliver.model;

import belay.git.PushResult;
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

  /// Put onto a branch of its own, to be merged by whoever may.
  ///
  /// @param diffs the change of each file, as a unified diff
  record Proposed(List<Pin> pins, List<String> diffs, Request request) implements Outcome {}

  /// A pull or merge request.
  ///
  /// @param branch the branch that is to be merged
  /// @param base the branch that it is to be merged into
  /// @param commit the newest commit on `branch`
  /// @param state what came of it
  /// @param url the request's address, or the page that opens one; empty where neither is known
  /// @param why for `TO_OPEN`: why it was not opened here
  record Request(String branch, String base, String commit, State state, String url, String why) {}

  /// What came of a request.
  enum State {
    OPENED,
    UPDATED,
    /// It is left to the user: no token, or no server that is known.
    TO_OPEN;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /// Where a commit ended up.
  ///
  /// @param commit its id
  /// @param branch the branch, such as `main`
  /// @param pushed whether it is on the remote, too
  /// @param attempts how many pushes it took: more than one means that others pushed meanwhile
  /// @param notes what else the user should know
  record Landed(String commit, String branch, boolean pushed, int attempts, List<String> notes) {
    /// What was pushed.
    public static Landed of(PushResult.Pushed pushed) {
      return new Landed(
          pushed.commit().id(),
          pushed.branch(),
          pushed.remote(),
          pushed.attempts(),
          pushed.notes());
    }
  }
}
