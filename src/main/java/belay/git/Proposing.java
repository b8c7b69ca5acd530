package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Interrupts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Puts an edit of a branch's tip onto a branch of its own. Where that exists the edit is added to
/// it, with the tip as a second parent where the tip has moved: nothing is forced, and what the
/// proposal changes is always the edit and nothing else.
final class Proposing {
  private final Ground ground;
  private final CommitWriter writer;
  private final Backoff backoff;
  private final Deadline deadline;

  Proposing(Ground ground, CommitWriter writer, Backoff backoff, Deadline deadline) {
    this.ground = ground;
    this.writer = writer;
    this.backoff = backoff;
    this.deadline = deadline;
  }

  /// @param name the branch to propose on
  /// @param ours tells the commits that may be built upon from those of other people
  Proposal run(String name, Predicate<Commit> ours, Function<Commit, Optional<Draft>> edit) {
    while (true) {
      var done = attempt(name, ours, edit);
      if (done.isPresent()) {
        return done.get();
      }
      if (deadline.passed()) {
        throw new Failure(
            Kind.CONFLICT,
            "others kept moving branch \"%s\" until the time was up".formatted(name),
            "try again, or give it longer: --timeout 5m");
      }
      backoff.pause(deadline);
    }
  }

  private Optional<Proposal> attempt(
      String name, Predicate<Commit> ours, Function<Commit, Optional<Draft>> edit) {
    try (var _ = ground.turn(deadline)) {
      while (true) {
        try {
          return onTip(name, ours, edit);
        } catch (IOException e) {
          if (!ground.heal(e)) {
            throw Failures.local(ground.place(), e);
          }
        }
      }
    }
  }

  private Optional<Proposal> onTip(
      String name, Predicate<Commit> ours, Function<Commit, Optional<Draft>> edit)
      throws IOException {
    var base = ground.base(true, deadline);
    var tip = base.remote().orElse(base.parent());
    var contents = new Contents(ground.repository());
    var draft = edit.apply(contents.commit(tip));
    if (draft.isEmpty()) {
      return Optional.of(nothing(name));
    }
    var there = ground.branchAt(name, deadline);
    if (there.isPresent() && !ours.test(contents.commit(there.get()))) {
      throw foreign(name, contents.commit(there.get()));
    }
    var written =
        writer.write(ground.repository(), Optional.of(tip), parents(tip, there), draft.get());
    if (written.isEmpty()) {
      return Optional.of(nothing(name));
    }
    if (there.isPresent() && sameTree(there.get(), written.get().id())) {
      return Optional.of(done(name, there.get(), false, List.of()));
    }
    Publishing.begins(ground, written.get().id());
    if (ground.push(name, there, written.get().id(), deadline) instanceof PushReply.Accepted) {
      Publishing.ended(ground, written.get().id());
      return Optional.of(done(name, written.get().id(), true, written.get().notes()));
    }
    Interrupts.nothingStands();
    return Optional.empty();
  }

  /// The tip needs no mention where the branch has it; in a shallow repository that may stay
  /// unknown, and then naming it once more does no harm.
  private List<String> parents(String tip, Optional<String> there) throws IOException {
    if (there.isEmpty()) {
      return List.of(tip);
    }
    var branch = there.get();
    if (ground.repository().isAncestor(tip, branch)) {
      return List.of(branch);
    }
    return ground.repository().isAncestor(branch, tip) ? List.of(tip) : List.of(branch, tip);
  }

  private boolean sameTree(String left, String right) throws IOException {
    var contents = new Contents(ground.repository());
    return contents.tree(left).equals(contents.tree(right));
  }

  private Proposal nothing(String branch) {
    var base = ground.branch();
    return new Proposal(branch, base, Optional.empty(), false, List.of());
  }

  private Proposal done(String branch, String commit, boolean moved, List<String> notes)
      throws IOException {
    var base = ground.branch();
    var at = new Contents(ground.repository()).commit(commit);
    return new Proposal(branch, base, Optional.of(at), moved, notes);
  }

  private static Failure foreign(String name, Commit commit) {
    return new Failure(
        Kind.CONFLICT,
        "%s <%s> has pushed to branch \"%s\": %s"
            .formatted(
                commit.author(),
                commit.email(),
                name,
                commit.message().lines().findFirst().orElse(commit.id())),
        "merge that branch or delete it, then try again");
  }
}
