package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Interruptions;
import belay.host.Interrupts;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/// Moves the checked-out branch forward together with index and files, like `git merge --ff-only`:
/// all or nothing, and never over work that is in no commit.
final class WorkTreeUpdate {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Repository repository;
  private final RefMove refs;
  private final Journal journal;

  WorkTreeUpdate(Repository repository, RefMove refs) {
    this.repository = repository;
    this.refs = refs;
    this.journal = new Journal(repository.getDirectory().toPath());
  }

  /// Refuses when one of the files to be written has changes that are in no commit.
  void refuseUncommitted(ObjectId head, Collection<String> paths) throws IOException {
    var index = repository.readDirCache();
    var changes = PathChange.at(repository, head, paths);
    var obstacle = new WorkTreeState(repository, index).obstacle(changes);
    if (obstacle.isPresent()) {
      throw new Failure(
          Kind.REFUSED,
          obstacle.get(),
          "commit it, or put it aside: git stash push --include-untracked");
    }
  }

  /// An interrupt waits until it is done. What breaks off stays in the journal, for the next run to
  /// finish.
  ///
  /// @return why it was left where it is; empty when it was moved
  Optional<String> forward(String ref, ObjectId from, ObjectId to) throws IOException {
    var deadline = Deadline.in(PATIENCE);
    while (true) {
      try (var _ = Interrupts.whole()) {
        journal.begin(new Journal.Step(ref, from, to));
        var lock = IndexLock.take(repository);
        if (lock.isPresent()) {
          try (var held = lock.get()) {
            var obstacle = forward(ref, from, to, held);
            journal.end();
            return obstacle;
          }
        }
        journal.end();
      }
      if (deadline.passed()) {
        return Optional.of("another git is at work there (index.lock)");
      }
      Interruptions.sleep(GLANCE);
    }
  }

  private Optional<String> forward(String ref, ObjectId from, ObjectId to, IndexLock lock)
      throws IOException {
    var changes = PathChange.between(repository, from, to);
    var obstacle = new WorkTreeState(repository, lock.index()).obstacle(changes);
    if (obstacle.isPresent()) {
      return obstacle;
    }
    if (!isAt(ref, to)
        && refs.move(Constants.HEAD, Optional.of(from), to)
            instanceof PushReply.Rejected(var words, _)) {
      return Optional.of(words);
    }
    new WorkTreeFiles(repository, lock.index()).apply(changes);
    lock.commit();
    return Optional.empty();
  }

  private boolean isAt(String ref, ObjectId commit) throws IOException {
    var now = repository.exactRef(ref);
    return now != null && commit.equals(now.getObjectId());
  }

  /// Finishes what a killed run began, unless the user has gone elsewhere since, or has begun
  /// something there. Where that breaks off again, too, it stays for another run.
  void finish() throws IOException {
    var step = journal.unfinished();
    if (step.isPresent()
        && Underway.in(repository.getDirectory().toPath()).isEmpty()
        && isBegun(step.get())) {
      try {
        forward(step.get().ref(), step.get().from(), step.get().to());
      } catch (IOException _) {
        return;
      }
    }
    journal.end();
  }

  /// Whether the branch of a step is still checked out, before the step or after it.
  private boolean isBegun(Journal.Step step) throws IOException {
    var head = repository.exactRef(Constants.HEAD);
    return head != null
        && head.getLeaf().getName().equals(step.ref())
        && (isAt(step.ref(), step.from()) || isAt(step.ref(), step.to()));
  }
}
