package belay.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/// Takes a branch of a clone along to a new commit, with the files of the work tree where it is
/// checked out. Every obstacle leaves all as it was.
final class LocalBranch {
  private final CloneBranches branches;
  private final RefMove refs;
  private final WorkTreeUpdate workTree;

  LocalBranch(Repository repository, UserConfig config, CloneBranches branches) {
    this.branches = branches;
    this.refs = new RefMove(repository, config);
    this.workTree = new WorkTreeUpdate(repository, refs);
  }

  /// Ends what a killed process, the one that had the turn before, began in the work tree.
  void recover(Repository repository, Turn turn) throws IOException {
    var since = turn.abandonedSince();
    if (since.isPresent()) {
      var index = repository.getDirectory().toPath().resolve("index.lock");
      StaleLocks.remove(
          repository.getCommonDirectory().toPath(),
          since.get(),
          workTree.isUnfinished() ? List.of(index) : List.of());
    }
    workTree.finish();
  }

  /// Refuses files with uncommitted changes, where the branch is checked out.
  void admit(String branch, Base base, Set<String> files) throws IOException {
    if (base.local().isPresent() && branches.isCheckedOut(branch)) {
      workTree.refuseUncommitted(base.local().get(), files);
    }
  }

  /// Moves the branch, if there is one here.
  ///
  /// @return why it could not be moved
  Optional<String> follow(String branch, Base base, ObjectId commit) throws IOException {
    if (base.local().isEmpty()) {
      return Optional.empty();
    }
    var ref = Constants.R_HEADS + branch;
    if (branches.isCheckedOut(branch)) {
      return workTree.forward(ref, base.local().get(), commit);
    }
    var elsewhere = branches.checkedOutElsewhere(branch);
    if (elsewhere.isPresent()) {
      return Optional.of("another work tree has it checked out (%s)".formatted(elsewhere.get()));
    }
    return refs.move(ref, base.local(), commit) instanceof PushReply.Rejected(var words, _)
        ? Optional.of(words)
        : Optional.empty();
  }
}
