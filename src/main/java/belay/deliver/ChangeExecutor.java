package belay.deliver;

import belay.deliver.model.Mode;
import belay.deliver.model.Outcome;
import belay.deliver.plan.CommitLoop;
import belay.deliver.plan.Plan;
import belay.git.BranchUpdate;
import belay.git.GitRepo;
import belay.git.object.Commit;

/// Carries out one change as far as it is to go.
final class ChangeExecutor {
  private final GitRepo repo;
  private final PullRequests requests;
  private final Change change;
  private boolean confirmed;

  ChangeExecutor(GitRepo repo, PullRequests requests, Change change) {
    this.repo = repo;
    this.requests = requests;
    this.change = change;
  }

  Outcome run(Mode mode) {
    return switch (mode) {
      case PLAN -> plan();
      case LAND -> land();
      case PROPOSE -> propose();
    };
  }

  private Outcome plan() {
    var plan = change.plan(repo.tip());
    if (!plan.changes()) {
      return new Outcome.Unchanged(plan.pins());
    }
    repo.foresee(plan.draft().files().keySet());
    return new Outcome.Planned(plan.pins(), plan.diffs());
  }

  private Outcome land() {
    var done = CommitLoop.run(repo.update(), this::confirmed);
    var plan = done.plan();
    return done.landed()
        .<Outcome>map(landed -> new Outcome.Committed(plan.pins(), plan.diffs(), landed))
        .orElseGet(() -> new Outcome.Unchanged(plan.pins()));
  }

  private Plan confirmed(Commit base) {
    var plan = change.plan(base);
    if (!confirmed && plan.changes() && plan.config().environment(plan.environment()).protect()) {
      change.confirmation().require(change.sentence(plan));
      confirmed = true;
    }
    return plan;
  }

  /// Nobody is asked to confirm: a request waits for somebody's word anyway.
  private Outcome propose() {
    var update = repo.proposal(change.branch());
    var done = CommitLoop.run(update, base -> ours(change.plan(base), update));
    var plan = done.plan();
    return done.landed()
        .<Outcome>map(
            landed -> new Outcome.Proposed(plan.pins(), plan.diffs(), requests.open(plan, landed)))
        .orElseGet(() -> new Outcome.Unchanged(plan.pins()));
  }

  private Plan ours(Plan plan, BranchUpdate update) {
    if (plan.changes()) {
      update.tip().ifPresent(tip -> PullRequests.requireOurs(change.branch(), tip));
    }
    return plan;
  }
}
