package belay.git;

import belay.host.Interrupts;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/// Moves a branch of a repository on this machine by compare-and-set.
final class RefMove {
  private final Repository repository;
  private final UserConfig config;

  RefMove(Repository repository, UserConfig config) {
    this.repository = repository;
    this.config = config;
  }

  /// Moves a ref, or the branch that `HEAD` names, from `expected` (empty: from nothing).
  PushReply move(String ref, Optional<ObjectId> expected, ObjectId to) throws IOException {
    var update = repository.updateRef(ref);
    update.setExpectedOldObjectId(expected.orElse(ObjectId.zeroId()));
    update.setNewObjectId(to);
    update.setRefLogMessage("belay: " + subject(to), false);
    config
        .get("user", "name")
        .ifPresent(name ->
            update.setRefLogIdent(
                new org.eclipse.jgit.lib.PersonIdent(
                    name, config.get("user", "email").orElse("belay@localhost"))));
    return switch (moved(update)) {
      case NEW, FAST_FORWARD, NO_CHANGE -> new PushReply.Accepted();
      case LOCK_FAILURE -> new PushReply.Rejected("the branch has moved, or its lock is held", "");
      case REJECTED -> new PushReply.Rejected("the branch has moved", "");
      case Object other -> new PushReply.Rejected("the branch cannot be moved: " + other, "");
    };
  }

  /// An interrupt in between would leave the lock.
  private static RefUpdate.Result moved(RefUpdate update) throws IOException {
    try (var _ = Interrupts.whole()) {
      return update.update();
    }
  }

  /// Sets a ref to where the remote's branch was seen, as git's fetch and push do.
  void track(String ref, ObjectId seen) throws IOException {
    var known = repository.exactRef(ref);
    if (known != null && seen.equals(known.getObjectId())) {
      return;
    }
    var update = repository.updateRef(ref);
    update.setNewObjectId(seen);
    update.setForceUpdate(true);
    update.setRefLogMessage("belay: seen", false);
    moved(update);
  }

  private String subject(ObjectId commit) throws IOException {
    return new Contents(repository).commit(commit).message().lines().findFirst().orElse("");
  }
}
