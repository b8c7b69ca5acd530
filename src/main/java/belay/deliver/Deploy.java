package belay.deliver;

import belay.git.Commit;
import belay.git.Draft;
import belay.git.GitRepo;
import belay.git.Landing;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Pins images in one environment as one commit. Deploying twice is one deploy.
final class Deploy {
  private static final String ACTION = "deploy";

  private final GitRepo repo;
  private final Planner planner;

  Deploy(GitRepo repo, Planner planner) {
    this.repo = repo;
    this.planner = planner;
  }

  Outcome plan(DeployRequest request) {
    var plan = planner.plan(repo.tip(), request);
    return plan.changes()
        ? new Outcome.Planned(plan.pins(), plan.diffs())
        : new Outcome.Unchanged(plan.pins());
  }

  /// The plan is made again for every tip that the push meets, and the last one is what happened.
  Outcome run(DeployRequest request) {
    var last = new AtomicReference<Plan>();
    var landing = repo.land(tip -> draft(tip, request, last));
    var plan = Optional.ofNullable(last.get()).orElseThrow();
    return landing
        .commit()
        .<Outcome>map(
            commit -> new Outcome.Committed(plan.pins(), plan.diffs(), landed(commit, landing)))
        .orElseGet(() -> new Outcome.Unchanged(plan.pins()));
  }

  private Optional<Draft> draft(Commit tip, DeployRequest request, AtomicReference<Plan> last) {
    var first = last.get() == null;
    var plan = planner.plan(tip, request);
    last.set(plan);
    if (!plan.changes()) {
      return Optional.empty();
    }
    if (first && plan.config().environment(request.environment()).protect()) {
      request.confirm().require(sentence(plan, request));
    }
    return Optional.of(plan.draft(request, ACTION));
  }

  private static String sentence(Plan plan, DeployRequest request) {
    var services = plan.pins().stream().filter(Pin::changed).map(Pin::service).distinct().toList();
    return "deploy %s to %s".formatted(String.join(", ", services), request.environment());
  }

  private Outcome.Landed landed(Commit commit, Landing landing) {
    return new Outcome.Landed(
        commit.id(), repo.branch(), landing.pushed(), landing.attempts(), landing.notes());
  }
}
