package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Interruptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the first commit of a branch. There is nothing to race for: whoever is first has it.
final class FirstCommit {
  private static final int MOST_BREAKS = 5;
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Base NOTHING =
      new Base(Refs.NOTHING, Optional.empty(), Optional.of(Refs.NOTHING), List.of());

  private FirstCommit() {}

  static Landing land(Ground ground, CommitWriter writer, Draft draft, Deadline deadline) {
    try (var _ = ground.turn(deadline)) {
      var repository = ground.repository();
      if (repository.ref(Refs.HEADS + ground.branch()).isPresent()) {
        throw taken(ground.branch());
      }
      ground.admit(NOTHING, draft);
      var written = writer.write(repository, Optional.empty(), draft).orElseThrow();
      Publishing.begins(ground, written.id());
      publish(ground, written.id(), deadline);
      var notes = new ArrayList<>(written.notes());
      notes.addAll(ground.settle(NOTHING, written.id()));
      Publishing.ended(ground, written.id());
      var commit = new Contents(repository).commit(written.id());
      return new Landing(Optional.of(commit), 1, ground.pushes(), notes);
    } catch (IOException e) {
      throw Failures.local(ground.place(), e);
    }
  }

  /// A push of which nobody knows what came is tried again where the branch still is not there.
  private static void publish(Ground ground, String commit, Deadline deadline) throws IOException {
    for (var broken = 0; ; broken++) {
      switch (ground.publish(NOTHING, commit, deadline)) {
        case PushReply.Accepted() -> {
          return;
        }
        case PushReply.Rejected reply -> {
          if (reply.sent() && arrived(ground, commit, deadline)) {
            return;
          }
          throw taken(ground.branch()).because(reply.words());
        }
        case PushReply.Unclear(var why) -> {
          if (arrived(ground, commit, deadline)) {
            return;
          }
          if (broken == MOST_BREAKS || deadline.passed()) {
            throw why;
          }
          Interruptions.sleep(PAUSE);
        }
      }
    }
  }

  private static boolean arrived(Ground ground, String commit, Deadline deadline)
      throws IOException {
    var there = ground.branchAt(ground.branch(), deadline);
    if (there.isPresent() && !there.get().equals(commit) && !ground.holds(commit, deadline)) {
      throw taken(ground.branch());
    }
    return there.isPresent();
  }

  private static Failure taken(String branch) {
    return new Failure(
        Kind.CONFLICT,
        "branch \"%s\" has commits already".formatted(branch),
        "name another one: -b BRANCH");
  }
}
