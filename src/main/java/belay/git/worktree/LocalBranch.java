package belay.git.worktree;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.Base;
import belay.git.object.LocalRepository;
import belay.git.run.Refs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes a branch of a clone along to a new commit, with the files of the work tree where it is
/// checked out. Every obstacle leaves all as it was.
final class LocalBranch {
  private final LocalRepository repository;
  private final Path root;
  private final CloneBranches branches;
  private final WorkTreeUpdate workTree;

  LocalBranch(LocalRepository repository, Path root, CloneBranches branches) {
    this.repository = repository;
    this.root = root;
    this.branches = branches;
    this.workTree = new WorkTreeUpdate(repository, root);
  }

  /// Why a clone's branch stays where it is when a deployment has moved the remote's.
  ///
  /// @param why a clause with the clone or its branch as its subject
  /// @param cure what brings the two together
  record Obstacle(String why, String cure) {
    String afterPush() {
      return "pushed; %s and stays where it is: %s".formatted(why, cure);
    }

    String beforePush() {
      return "%s and stays where it is: what is shown is based on the remote's branch"
          .formatted(why);
    }
  }

  /// Refuses to move the branch itself while something is under way in its work tree.
  void requireIdle(String branch) throws IOException {
    var underway = underway(branch);
    if (underway.isPresent()) {
      throw new Failure(
          Kind.REFUSED,
          "%s is under way in %s".formatted(underway.get().what(), root),
          "end it first: " + underway.get().command());
    }
  }

  private Optional<OngoingOperation> underway(String branch) throws IOException {
    var directory = repository.directory();
    return branches.isCheckedOut(branch)
            || OngoingOperation.branch(directory).equals(Optional.of(branch))
        ? OngoingOperation.in(directory)
        : Optional.empty();
  }

  /// What keeps the branch from following the remote's; empty where it can, or is not here.
  Optional<Obstacle> obstacle(String branch, Base base) throws IOException {
    if (committed(base).isEmpty()) {
      return Optional.empty();
    }
    var underway = underway(branch);
    if (underway.isPresent()) {
      var why = "this clone has %s under way".formatted(underway.get().what());
      return Optional.of(new Obstacle(why, "git pull when that has ended"));
    }
    var own = base.remote().isEmpty() ? 0 : own(base);
    return own == 0
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "your branch %s has %s of its own".formatted(branch, CloneBranches.commits(own)),
                "git pull --rebase"));
  }

  private static Optional<String> committed(Base base) {
    return base.local().filter(tip -> !tip.isEmpty());
  }

  private int own(Base base) throws IOException {
    return branches.own(base.local().orElseThrow(), List.of(base.parent()));
  }

  /// Which of some files are not the same in the branch and in what is built on.
  List<String> differing(Base base, Collection<String> files) throws IOException {
    var local = committed(base);
    return local.isEmpty()
        ? List.of()
        : repository.changed(base.parent(), local.get()).stream().filter(files::contains).toList();
  }

  /// Refuses files with uncommitted changes, where the branch is checked out and will follow.
  void admit(String branch, Base base, Set<String> files) throws IOException {
    if (base.local().isPresent()
        && branches.isCheckedOut(branch)
        && obstacle(branch, base).isEmpty()) {
      workTree.refuseUncommitted(files);
    }
  }

  /// Moves the branch, if there is one here.
  ///
  /// @return why it could not be moved
  Optional<String> follow(String branch, Base base, String commit) throws IOException {
    if (base.local().isEmpty()) {
      return Optional.empty();
    }
    var ref = Refs.HEADS + branch;
    if (branches.isCheckedOut(branch)) {
      return workTree.forward(base.local().get(), commit);
    }
    var elsewhere = branches.checkedOutElsewhere(branch);
    if (elsewhere.isPresent()) {
      return Optional.of("another work tree has it checked out (%s)".formatted(elsewhere.get()));
    }
    return repository.move(ref, base.local().get(), commit);
  }
}
