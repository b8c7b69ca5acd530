package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// Makes the first commit of a branch. There is nothing to race for: whoever is first has it.
final class FirstCommit {
  private static final Base NOTHING =
      new Base(ObjectId.zeroId(), Optional.empty(), Optional.of(ObjectId.zeroId()), List.of());

  private FirstCommit() {}

  static Landing land(Ground ground, CommitWriter writer, Draft draft, Deadline deadline) {
    try (var _ = ground.turn(deadline)) {
      var repository = ground.repository();
      if (repository.exactRef(Constants.R_HEADS + ground.branch()) != null) {
        throw taken(ground.branch());
      }
      ground.admit(NOTHING, draft);
      var written = writer.write(repository, Optional.empty(), draft).orElseThrow();
      switch (ground.publish(NOTHING, written.id(), deadline)) {
        case PushReply.Accepted() -> {}
        case PushReply.Rejected reply -> throw taken(ground.branch()).because(reply.words());
        case PushReply.Unclear(var why) -> throw why;
      }
      var notes = new ArrayList<>(written.notes());
      notes.addAll(ground.settle(NOTHING, written.id()));
      var commit = new Contents(repository).commit(written.id());
      return new Landing(Optional.of(commit), 1, ground.pushes(), notes);
    } catch (IOException e) {
      throw Failures.local(ground.place(), e);
    }
  }

  private static Failure taken(String branch) {
    return new Failure(
        Kind.CONFLICT,
        "branch \"%s\" has commits already".formatted(branch),
        "name another one: -b BRANCH");
  }
}
