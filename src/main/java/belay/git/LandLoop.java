package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes an edit on the tip, commits and publishes it; where somebody else was faster, makes it
/// again on the new tip.
final class LandLoop {
  private static final int MOST_BREAKS = 5;

  private final Ground ground;
  private final CommitWriter writer;
  private final Log log;
  private final Deadline deadline;
  private final Backoff backoff;
  private final Refusals refusals;
  private int attempts;
  private int broken;

  /// What was last rejected. Something between us and the server may have sent it twice, and then
  /// the answer is about the second time: the tip shows whether the first one worked.
  private Optional<Rejected> rejected = Optional.empty();

  private record Rejected(Base base, CommitWriter.Written written) {}

  LandLoop(Ground ground, CommitWriter writer, Host host, Log log, Deadline deadline) {
    this.ground = ground;
    this.writer = writer;
    this.log = log;
    this.deadline = deadline;
    this.backoff = new Backoff(host.random());
    this.refusals = new Refusals(ground.branch());
  }

  Landing run(Function<Commit, Optional<Draft>> edit) {
    while (true) {
      attempts++;
      var landing = attempt(edit);
      if (landing.isPresent()) {
        return landing.get();
      }
      if (deadline.passed()) {
        throw lost();
      }
      backoff.pause(deadline);
    }
  }

  /// One attempt, which nobody else of this machine disturbs; empty: lost.
  private Optional<Landing> attempt(Function<Commit, Optional<Draft>> edit) {
    try (var _ = ground.turn(deadline)) {
      while (true) {
        try {
          return onTip(edit);
        } catch (IOException e) {
          if (!ground.heal(e)) {
            throw Failures.local(ground.place(), e);
          }
        }
      }
    } catch (Failure failure) {
      if (failure.kind() == Kind.TIMEOUT && refusals.any()) {
        throw lost();
      }
      throw failure;
    }
  }

  private Optional<Landing> onTip(Function<Commit, Optional<Draft>> edit) throws IOException {
    var base = ground.base(attempts > 1, deadline);
    var arrived = rejected.filter(earlier -> earlier.written.id().equals(base.expected()));
    if (arrived.isPresent()) {
      return Optional.of(landed(arrived.get().base, arrived.get().written));
    }
    refusals.sawTip(base.expected());
    return onTip(edit, base);
  }

  private Optional<Landing> onTip(Function<Commit, Optional<Draft>> edit, Base first)
      throws IOException {
    var base = first;
    var contents = new Contents(ground.repository());
    var draft = edit.apply(contents.commit(base.parent()));
    if (draft.isEmpty() && attempts == 1) {
      var newest = ground.base(true, deadline);
      if (!newest.parent().equals(base.parent())) {
        base = newest;
        draft = edit.apply(contents.commit(base.parent()));
      }
    }
    if (draft.isEmpty()) {
      return Optional.of(nothing());
    }
    ground.admit(base, draft.get());
    var written = writer.write(ground.repository(), Optional.of(base.parent()), draft.get());
    return written.isEmpty() ? Optional.of(nothing()) : publish(base, written.get());
  }

  private Landing nothing() {
    return new Landing(Optional.empty(), attempts, false, List.of());
  }

  private Optional<Landing> publish(Base base, CommitWriter.Written written) throws IOException {
    Publishing.begins(ground, written.id());
    return switch (ground.publish(base, written.id(), deadline)) {
      case PushReply.Accepted() -> Optional.of(landed(base, written));
      case PushReply.Rejected reply -> {
        log.explain(() -> "push %d of %s: %s".formatted(attempts, written.id(), reply.words()));
        if (reply.sent() && ground.holds(written.id(), deadline)) {
          yield Optional.of(landed(base, written));
        }
        Interrupts.nothingStands();
        refusals.add(base.expected(), reply);
        rejected = Optional.of(new Rejected(base, written));
        yield Optional.empty();
      }
      case PushReply.Unclear(var why) -> {
        log.explain(() -> "push %d broke off, looking what came of it".formatted(attempts));
        if (arrived(written.id(), why)) {
          yield Optional.of(landed(base, written));
        }
        broken++;
        if (broken == MOST_BREAKS) {
          throw why;
        }
        yield Optional.empty();
      }
    };
  }

  /// Nothing may be committed twice, so nothing else is tried before this is known.
  private boolean arrived(String commit, Failure why) throws IOException {
    while (true) {
      try {
        return ground.holds(commit, deadline);
      } catch (Failure failure) {
        if (failure.kind() == Kind.AUTH || deadline.passed()) {
          throw new Failure(
                  why.kind(),
                  "the connection broke during the push, and whether it arrived is not known",
                  "look for %s in the branch before trying again".formatted(commit))
              .because(why.what());
        }
        backoff.pause(deadline);
      }
    }
  }

  private Landing landed(Base base, CommitWriter.Written written) throws IOException {
    var commit = new Contents(ground.repository()).commit(written.id());
    var notes = new ArrayList<>(written.notes());
    notes.addAll(base.notes());
    notes.addAll(ground.settle(base, written.id()));
    Publishing.ended(ground, written.id());
    return new Landing(Optional.of(commit), attempts, ground.pushes(), notes);
  }

  private Failure lost() {
    return new Failure(
            Kind.CONFLICT,
            "others were faster on branch \"%s\" each of %d times until the time was up"
                .formatted(ground.branch(), attempts),
            "try again, or give it longer: --timeout 5m")
        .because(refusals.lastWords());
  }
}
