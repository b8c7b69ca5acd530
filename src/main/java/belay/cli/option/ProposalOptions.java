package belay.cli.option;

import belay.deliver.model.Mode;
import belay.failure.Failure;
import belay.failure.Kind;

/// To let somebody else decide.
public final class ProposalOptions {
  boolean pullRequest;

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.toggle(
        "--pull-request",
        "Push a branch of its own and open a pull or merge request.",
        v -> pullRequest = v);
  }

  /// How far the change is carried.
  public Mode mode(PlanOptions plan, WriteOptions write) {
    if (plan.dryRun) {
      return Mode.PLAN;
    }
    if (pullRequest && write.noPush) {
      throw new Failure(
          Kind.USAGE, "--pull-request and --no-push exclude each other", "pass one of them");
    }
    return pullRequest ? Mode.PROPOSE : Mode.LAND;
  }
}
