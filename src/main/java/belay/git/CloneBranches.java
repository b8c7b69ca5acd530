package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/// The branches of a clone: which is checked out where, and how one stands to its remote.
final class CloneBranches {
  private final Repository repository;
  private final Path root;

  CloneBranches(Repository repository, Path root) {
    this.repository = repository;
    this.root = root;
  }

  /// The checked-out branch's short name; during a rebase or a bisect the one that it comes back
  /// to.
  String checkedOut() throws IOException {
    var head = repository.exactRef(Constants.HEAD);
    if (head != null && head.isSymbolic()) {
      return Repository.shortenRefName(head.getTarget().getName());
    }
    return Underway.branch(repository.getDirectory().toPath())
        .orElseThrow(() ->
            new Failure(
                Kind.REFUSED,
                "no branch is checked out in %s (detached HEAD)".formatted(root),
                "git -C %s switch BRANCH, or name one: -b BRANCH".formatted(root)));
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
    for (var directory : gitDirectories()) {
      var head = directory.resolve("HEAD");
      if (!Files.isSameFile(directory, repository.getDirectory().toPath())
          && Files.isRegularFile(head)
          && (Files.readString(head).strip().equals("ref: " + Constants.R_HEADS + branch)
              || Underway.branch(directory).equals(Optional.of(branch)))) {
        return Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  /// The Git directories of all work trees, this one's among them.
  List<Path> gitDirectories() throws IOException {
    var common = repository.getCommonDirectory().toPath();
    var directories = new ArrayList<Path>(List.of(common));
    var linked = common.resolve("worktrees");
    if (Files.isDirectory(linked)) {
      try (var folders = Files.list(linked)) {
        folders.forEach(directories::add);
      }
    }
    return directories;
  }

  Optional<ObjectId> local(String branch) throws IOException {
    var ref = repository.exactRef(Constants.R_HEADS + branch);
    return ref == null ? Optional.empty() : Optional.ofNullable(ref.getObjectId());
  }

  /// What to build on, given where the branch is here and at the remote: on the remote's. Where it
  /// has none, the local one begins it, unless that would publish commits of the user's own.
  Base choose(String branch, Optional<ObjectId> local, Optional<ObjectId> remote, String name)
      throws IOException {
    if (remote.isPresent()) {
      return new Base(remote.get(), remote, local, List.of());
    }
    if (local.isEmpty()) {
      throw BareRepository.noBranch(repository, root.toString(), branch);
    }
    var own = own(local.get(), seenAt(name));
    if (own > 0) {
      throw new Failure(
          Kind.REFUSED,
          "branch \"%s\" is not on %s, and to make it there would publish %s of yours"
              .formatted(branch, name, commits(own)),
          "publish it yourself: git -C %s push -u %s %s".formatted(root, name, branch));
    }
    var note = "branch %s is new on %s".formatted(branch, name);
    return new Base(local.get(), remote, local, List.of(note));
  }

  private List<ObjectId> seenAt(String remote) throws IOException {
    return repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES + remote + "/").stream()
        .flatMap(ref -> Stream.ofNullable(ref.getObjectId()))
        .toList();
  }

  /// How many commits a commit has that none of the others has.
  int own(ObjectId commit, List<ObjectId> others) throws IOException {
    try (var walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(commit));
      for (var other : others) {
        walk.markUninteresting(walk.parseCommit(other));
      }
      var count = 0;
      while (walk.next() != null) {
        count++;
      }
      return count;
    }
  }

  /// A number of commits in words.
  static String commits(int count) {
    return count == 1 ? "1 commit" : count + " commits";
  }
}
