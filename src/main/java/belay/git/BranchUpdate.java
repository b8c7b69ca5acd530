package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.Base;
import belay.git.location.PushTarget;
import belay.git.location.RepositoryLock;
import belay.git.object.Commit;
import belay.git.object.CommitWriter;
import belay.git.object.Contents;
import belay.git.object.Draft;
import belay.git.run.Deadline;
import belay.git.run.GitFailures;
import belay.git.run.RepositoryAccess;
import belay.git.transport.PushReply;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One update of a branch, in as many attempts as it takes until nobody was faster: ask for the
/// [base][#base], make the edit for it, [push][#push] that. From the one to the other the lock of
/// the repository is held. Nothing is ever forced. For one thread.
public final class BranchUpdate implements AutoCloseable {
  private static final int MOST_BREAKS = 5;

  private final PushTarget target;
  private final boolean first;
  private final CommitWriter writer;
  private final Log log;
  private final Deadline deadline;
  private final Backoff backoff;
  private final Refusals refusals = new Refusals();
  private @Nullable RepositoryLock lock;
  private @Nullable Base base;
  private int attempts = 1;
  private int broken;

  /// @param first whether there may be no commit yet
  BranchUpdate(
      PushTarget target,
      boolean first,
      CommitWriter writer,
      Host host,
      Log log,
      Deadline deadline) {
    this.target = target;
    this.first = first;
    this.writer = writer;
    this.log = log;
    this.deadline = deadline;
    this.backoff = new Backoff(host.random());
  }

  /// The commit that the next push builds on; empty only where the repository has none yet.
  ///
  /// @throws Failure (not found) where the branch is not there, (conflict) where others keep the
  ///   repository locked until the time is up
  public Optional<Commit> base() {
    return locally(() -> {
      var known = base;
      return commit((known == null ? look(attempts > 1) : known).parent());
    });
  }

  /// Where the branch is that the push goes to, which may be another one than the base; empty where
  /// it is not there yet.
  public Optional<Commit> tip() {
    return locally(() -> commit(Optional.ofNullable(base).orElseThrow().expected()));
  }

  private Optional<Commit> commit(String id) throws IOException {
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new Contents(target.repository()).commit(id));
  }

  private Base look(boolean fresh) throws IOException {
    if (lock == null) {
      lock = target.lock(deadline);
    }
    var found = first && target.isEmpty() ? Base.NOTHING : target.base(fresh, deadline);
    base = found;
    return found;
  }

  /// Work on the repository here, once more where it was broken and is cured.
  private <T> T locally(RepositoryAccess<T> work) {
    while (true) {
      try {
        return work.run();
      } catch (IOException e) {
        heal(e);
      }
    }
  }

  private void heal(IOException damage) {
    if (!target.heal(damage)) {
      throw GitFailures.local(target.place(), damage);
    }
    base = null;
  }

  /// Commits an edit of the base and moves the branch to it, if it still is at the base. A push of
  /// which nobody knows what came is looked up; before another attempt it waits for a while.
  ///
  /// @param draft the edit; without files, all that is found out is whether the branch has moved
  /// @throws Failure where the server does not want it, (conflict) where others were faster until
  ///   the time was up
  public PushResult push(Draft draft) {
    try {
      return push(draft, Optional.ofNullable(base).orElseThrow());
    } catch (IOException e) {
      heal(e);
      return new PushResult.Moved();
    } catch (Failure failure) {
      if (failure.kind() == Kind.TIMEOUT && refusals.any()) {
        throw lost();
      }
      throw failure;
    }
  }

  private PushResult push(Draft draft, Base on) throws IOException {
    if (draft.files().isEmpty()) {
      return on.fresh() || look(true).parent().equals(on.parent())
          ? new PushResult.Nothing()
          : new PushResult.Moved();
    }
    target.admit(on, draft);
    var commit = writer.write(target.repository(), on.parent(), target.parents(on), draft);
    return commit.isEmpty() ? new PushResult.Nothing() : publish(on, commit.get());
  }

  private PushResult publish(Base on, CommitWriter.Written commit) throws IOException {
    begins(commit.id());
    return switch (target.push(on, commit.id(), deadline)) {
      case PushReply.Accepted() -> done(on, commit, commit.id());
      case PushReply.Same(var id) -> done(on, commit, id);
      case PushReply.Rejected reply -> {
        log.explain(() -> "push %d of %s: %s".formatted(attempts, commit.id(), reply.words()));
        if (reply.sent() && target.holds(commit.id(), deadline)) {
          yield done(on, commit, commit.id());
        }
        Interrupts.nothingStands();
        refusals.add(on.expected(), reply);
        yield again(on, commit);
      }
      case PushReply.Unclear(var why) -> {
        log.explain(() -> "push %d broke off, looking what came of it".formatted(attempts));
        if (arrived(commit.id(), why)) {
          yield done(on, commit, commit.id());
        }
        broken++;
        if (broken == MOST_BREAKS) {
          throw why;
        }
        yield again(on, commit);
      }
    };
  }

  /// Nothing may be committed twice, so nothing else is tried before this is known.
  private boolean arrived(String commit, Failure why) throws IOException {
    while (true) {
      try {
        return target.holds(commit, deadline);
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

  /// Lets others have the lock, and looks where the branch is then. Something between us and the
  /// server may have sent the push twice, and the answer was about the second time: then the branch
  /// is at our commit.
  private PushResult again(Base on, CommitWriter.Written commit) throws IOException {
    close();
    if (deadline.passed()) {
      throw lost();
    }
    backoff.pause(deadline);
    attempts++;
    var now = look(true).expected();
    if (now.equals(commit.id())) {
      return done(on, commit, commit.id());
    }
    refusals.sawTip(target.branch(), now);
    return new PushResult.Moved();
  }

  private void begins(String commit) {
    if (target.pushes()) {
      Interrupts.stands(
          "interrupted while commit %s was being pushed".formatted(commit),
          "run it again: a commit that has arrived is found there");
    }
  }

  private PushResult.Pushed done(Base on, CommitWriter.Written written, String id)
      throws IOException {
    var commit = new Contents(target.repository()).commit(id);
    var notes = new ArrayList<String>(id.equals(written.id()) ? written.notes() : List.of());
    notes.addAll(on.notes());
    notes.addAll(target.settle(on, id));
    Interrupts.stands(
        "interrupted; %s: commit %s".formatted(target.pushes() ? "pushed" : "committed", id),
        "nothing is left to do; running it again changes nothing");
    return new PushResult.Pushed(commit, target.branch(), target.pushes(), attempts, notes);
  }

  private Failure lost() {
    return new Failure(
            Kind.CONFLICT,
            "others were faster on branch \"%s\" each of %d times until the time was up"
                .formatted(target.branch(), attempts),
            "try again, or give it longer: --timeout 5m")
        .because(refusals.lastWords());
  }

  /// Lets go of the lock.
  @Override
  public void close() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
