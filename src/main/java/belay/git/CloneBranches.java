package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.RevWalkUtils;

/// The branches of a clone: which is checked out where, and how one stands to its remote.
final class CloneBranches {
  private final Repository repository;
  private final Path root;

  CloneBranches(Repository repository, Path root) {
    this.repository = repository;
    this.root = root;
  }

  /// The checked-out branch's short name.
  String checkedOut() throws IOException {
    var head = repository.exactRef(Constants.HEAD);
    if (head == null || !head.isSymbolic()) {
      throw new Failure(
          Kind.REFUSED,
          "no branch is checked out in %s (detached HEAD)".formatted(root),
          "git -C %s switch BRANCH, or name one: -b BRANCH".formatted(root));
    }
    return Repository.shortenRefName(head.getTarget().getName());
  }

  boolean isCheckedOut(String branch) throws IOException {
    var head = repository.exactRef(Constants.HEAD);
    return head != null
        && head.isSymbolic()
        && head.getTarget().getName().equals(Constants.R_HEADS + branch);
  }

  /// The other work tree of the same repository that has a branch checked out: its files would look
  /// changed if the branch moved under it.
  Optional<Path> checkedOutElsewhere(String branch) throws IOException {
    var common = repository.getCommonDirectory().toPath();
    var directories = new ArrayList<Path>(List.of(common));
    var linked = common.resolve("worktrees");
    if (Files.isDirectory(linked)) {
      try (var folders = Files.list(linked)) {
        folders.forEach(directories::add);
      }
    }
    for (var directory : directories) {
      var head = directory.resolve("HEAD");
      if (!Files.isSameFile(directory, repository.getDirectory().toPath())
          && Files.isRegularFile(head)
          && Files.readString(head).strip().equals("ref: " + Constants.R_HEADS + branch)) {
        return Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  Optional<ObjectId> local(String branch) throws IOException {
    var ref = repository.exactRef(Constants.R_HEADS + branch);
    return ref == null ? Optional.empty() : Optional.ofNullable(ref.getObjectId());
  }

  /// What to build on, given where the branch is here and at the remote: on the one that has the
  /// other's commits.
  Base choose(String branch, Optional<ObjectId> local, Optional<ObjectId> remote, String name)
      throws IOException {
    if (local.isEmpty() && remote.isEmpty()) {
      throw BareRepository.noBranch(repository, root.toString(), branch);
    }
    if (remote.isEmpty()) {
      var note = "branch %s is new on %s".formatted(branch, name);
      return new Base(local.get(), remote, local, List.of(note));
    }
    if (local.isEmpty() || local.equals(remote)) {
      return new Base(remote.get(), remote, local, List.of());
    }
    try (var walk = new RevWalk(repository)) {
      var ours = walk.parseCommit(local.get());
      var theirs = walk.parseCommit(remote.get());
      if (walk.isMergedInto(theirs, ours)) {
        var count = RevWalkUtils.count(walk, ours, theirs);
        var note =
            "%d unpushed %s of yours went along"
                .formatted(count, count == 1 ? "commit" : "commits");
        return new Base(ours.copy(), remote, local, List.of(note));
      }
      if (walk.isMergedInto(ours, theirs)) {
        return new Base(theirs.copy(), remote, local, List.of());
      }
    }
    throw new Failure(
        Kind.CONFLICT,
        "branch \"%s\" and its remote %s have gone different ways".formatted(branch, name),
        "git -C %s pull --rebase".formatted(root));
  }
}
