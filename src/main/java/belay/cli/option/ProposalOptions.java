package belay.cli.option;

import belay.deliver.model.Mode;
import belay.failure.Failure;
import belay.failure.Kind;
import picocli.CommandLine.Option;

/// To let somebody else decide.
public final class ProposalOptions {
  @Option(
      names = "--pull-request",
      description = "Push a branch of its own and open a pull or merge request.")
  boolean pullRequest;

  /// How far the change is carried.
  public Mode way(PlanOptions plan, WriteOptions write) {
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
