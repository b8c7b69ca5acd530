package belay.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
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
    return switch (update.update()) {
      case NEW, FAST_FORWARD, NO_CHANGE -> new PushReply.Accepted();
      case LOCK_FAILURE -> new PushReply.Rejected("the branch has moved, or its lock is held", "");
      case REJECTED -> new PushReply.Rejected("the branch has moved", "");
      case Object other -> new PushReply.Rejected("the branch cannot be moved: " + other, "");
    };
  }

  private String subject(ObjectId commit) throws IOException {
    return new Contents(repository).commit(commit).message().lines().findFirst().orElse("");
  }
}
