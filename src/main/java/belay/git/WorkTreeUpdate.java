package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.errors.LockFailedException;
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

  /// The journal begins before the index is locked: from the lock alone the next run could not tell
  /// that it was ours, and would leave it.
  ///
  /// @return why it was left where it is; empty when it was moved
  Optional<String> forward(String ref, ObjectId from, ObjectId to) throws IOException {
    journal.begin(new Journal.Step(ref, from, to));
    DirCache index;
    try {
      index = lockIndex();
    } catch (LockFailedException _) {
      journal.end();
      return Optional.of("another git is at work there (index.lock)");
    }
    try {
      var changes = PathChange.between(repository, from, to);
      var obstacle = new WorkTreeState(repository, index).obstacle(changes);
      if (obstacle.isPresent()) {
        journal.end();
        return obstacle;
      }
      if (!isAt(ref, to)
          && refs.move(Constants.HEAD, Optional.of(from), to)
              instanceof PushReply.Rejected(var words, _)) {
        journal.end();
        return Optional.of(words);
      }
      new WorkTreeFiles(repository, index).apply(changes);
      index.write();
      if (!index.commit()) {
        throw new IOException("the index could not be replaced");
      }
      journal.end();
      return Optional.empty();
    } finally {
      index.unlock();
    }
  }

  private boolean isAt(String ref, ObjectId commit) throws IOException {
    var now = repository.exactRef(ref);
    return now != null && commit.equals(now.getObjectId());
  }

  /// Finishes what a killed run began, unless the user has gone elsewhere since.
  void finish() throws IOException {
    var step = journal.unfinished();
    if (step.isPresent()) {
      var head = repository.exactRef(Constants.HEAD);
      var same = head != null && head.getLeaf().getName().equals(step.get().ref());
      if (same
          && (isAt(step.get().ref(), step.get().from())
              || isAt(step.get().ref(), step.get().to()))) {
        forward(step.get().ref(), step.get().from(), step.get().to());
      }
    }
    journal.end();
  }

  boolean isUnfinished() throws IOException {
    return journal.unfinished().isPresent();
  }

  private DirCache lockIndex() throws IOException {
    var deadline = Deadline.in(PATIENCE);
    while (true) {
      try {
        return repository.lockDirCache();
      } catch (LockFailedException e) {
        if (deadline.passed()) {
          throw e;
        }
        Interruptions.sleep(GLANCE);
      }
    }
  }
}
