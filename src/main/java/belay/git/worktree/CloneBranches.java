package belay.git.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.Base;
import belay.git.object.LocalRepository;
import belay.git.run.Refs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The branches of a clone: which is checked out where, and how one stands to its remote.
final class CloneBranches {
  private final LocalRepository repository;
  private final Path root;

  CloneBranches(LocalRepository repository, Path root) {
    this.repository = repository;
    this.root = root;
  }

  /// The checked-out branch's short name; during a rebase or a bisect the one that it comes back
  /// to.
  String checkedOut() throws IOException {
    var head = repository.head();
    if (head.isPresent()) {
      return Refs.shortName(head.get());
    }
    return OngoingOperation.branch(repository.directory())
        .orElseThrow(() ->
            new Failure(
                Kind.REFUSED,
                "no branch is checked out in %s (detached HEAD)".formatted(root),
                "git -C %s switch BRANCH, or name one: -b BRANCH".formatted(root)));
  }

  boolean isCheckedOut(String branch) throws IOException {
    return repository.head().equals(Optional.of(Refs.HEADS + branch));
  }

  /// The other work tree of the same repository that has a branch checked out: its files would look
  /// changed if the branch moved under it.
  Optional<Path> checkedOutElsewhere(String branch) throws IOException {
    for (var directory : gitDirectories()) {
      var head = directory.resolve("HEAD");
      if (!Files.isSameFile(directory, repository.directory())
          && Files.isRegularFile(head)
          && (Files.readString(head).strip().equals("ref: " + Refs.HEADS + branch)
              || OngoingOperation.branch(directory).equals(Optional.of(branch)))) {
        return Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  /// The Git directories of all work trees, this one's among them.
  List<Path> gitDirectories() throws IOException {
    var common = repository.common();
    var directories = new ArrayList<Path>(List.of(common));
    var linked = common.resolve("worktrees");
    if (Files.isDirectory(linked)) {
      try (var folders = Files.list(linked)) {
        folders.forEach(directories::add);
      }
    }
    return directories;
  }

  Optional<String> local(String branch) throws IOException {
    return repository.ref(Refs.HEADS + branch);
  }

  /// What to build on, given where the branch is here and at the remote: on the remote's. Where it
  /// has none, the local one begins it, unless that would publish commits of the user's own.
  Base choose(
      String branch, Optional<String> local, Optional<String> remote, boolean fresh, String name)
      throws IOException {
    if (remote.isPresent()) {
      return new Base(remote.get(), remote, local, fresh, List.of());
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
    return new Base(local.get(), remote, local, fresh, List.of(note));
  }

  private List<String> seenAt(String remote) throws IOException {
    return repository
        .git()
        .run("for-each-ref", "--format=%(objectname)", "refs/remotes/%s/".formatted(remote))
        .orThrow()
        .text()
        .lines()
        .toList();
  }

  /// How many commits a commit has that none of the others has.
  int own(String commit, List<String> others) throws IOException {
    var asked = commit + "\n" + others.stream().map(other -> "^" + other + "\n").collect(joining());
    return Integer.parseInt(
        repository
            .git()
            .run(asked.getBytes(UTF_8), List.of("rev-list", "--count", "--stdin"))
            .orThrow()
            .line());
  }

  /// A number of commits in words.
  static String commits(int count) {
    return count == 1 ? "1 commit" : count + " commits";
  }
}
