package belay.deliver;

import belay.deliver.model.Mode;
import belay.deliver.model.Outcome;
import belay.deliver.plan.Plan;
import belay.git.Commit;
import belay.git.Draft;
import belay.git.GitRepo;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Carries out errands: the plan is made again for every tip that the push meets, and the last one
/// is what happened.
final class ChangeExecutor {
  private final GitRepo repo;
  private final PullRequests requests;

  ChangeExecutor(GitRepo repo, PullRequests requests) {
    this.repo = repo;
    this.requests = requests;
  }

  Outcome carry(PreparedChange prepared, Mode way) {
    return switch (way) {
      case PLAN -> plan(prepared);
      case LAND -> land(prepared);
      case PROPOSE -> propose(prepared);
    };
  }

  private Outcome plan(PreparedChange prepared) {
    var plan = prepared.planner().apply(repo.tip());
    if (!plan.changes()) {
      return new Outcome.Unchanged(plan.pins());
    }
    repo.foresee(plan.draft().files().keySet());
    return new Outcome.Planned(plan.pins(), plan.diffs());
  }

  private Outcome land(PreparedChange prepared) {
    var last = new AtomicReference<Plan>();
    var landing = repo.land(tip -> draft(tip, prepared, last));
    var plan = Optional.ofNullable(last.get()).orElseThrow();
    return Outcome.Landed.of(landing, repo)
        .<Outcome>map(landed -> new Outcome.Committed(plan.pins(), plan.diffs(), landed))
        .orElseGet(() -> new Outcome.Unchanged(plan.pins()));
  }

  private static Optional<Draft> draft(
      Commit tip, PreparedChange prepared, AtomicReference<Plan> last) {
    var first = last.get() == null;
    var plan = prepared.planner().apply(tip);
    last.set(plan);
    if (!plan.changes()) {
      return Optional.empty();
    }
    if (first && plan.config().environment(plan.environment()).protect()) {
      prepared.confirm().require(prepared.sentence().apply(plan));
    }
    return Optional.of(plan.draft());
  }

  /// Nobody is asked to confirm: a request waits for somebody's word anyway.
  private Outcome propose(PreparedChange prepared) {
    var last = new AtomicReference<Plan>();
    var proposal =
        repo.propose(
            prepared.branch(),
            PullRequests::isOurs,
            tip -> {
              var plan = prepared.planner().apply(tip);
              last.set(plan);
              return plan.changes() ? Optional.of(plan.draft()) : Optional.empty();
            });
    var plan = Optional.ofNullable(last.get()).orElseThrow();
    return proposal.commit().isEmpty()
        ? new Outcome.Unchanged(plan.pins())
        : new Outcome.Proposed(plan.pins(), plan.diffs(), requests.open(plan, proposal));
  }
}
