package belay.git;

import belay.git.object.Commit;
import java.util.List;

/// What came of a push.
public sealed interface PushResult {
  /// The branch has the commit.
  ///
  /// @param branch its name, without `refs/heads/`
  /// @param remote whether that is on a remote
  /// @param attempts how many pushes it took; more than one after lost races
  /// @param notes what the user should know besides, a sentence each
  record Pushed(Commit commit, String branch, boolean remote, int attempts, List<String> notes)
      implements PushResult {
    public Pushed {
      notes = List.copyOf(notes);
    }
  }

  /// The branch is at another commit than the edit was made for: it is to be made again on the new
  /// [base][BranchUpdate#base].
  record Moved() implements PushResult {}

  /// The branch has all of it already.
  record Nothing() implements PushResult {}
}
