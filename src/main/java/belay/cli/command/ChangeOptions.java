package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.ProposalOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.Usage;
import belay.cli.option.WriteOptions;
import belay.deliver.model.Mode;
import java.util.Optional;

/// The flags of all that changes what an environment runs.
final class ChangeOptions {
  Optional<String> message = Optional.empty();
  final ProposalOptions proposal = new ProposalOptions();
  final RepoOptions repo = new RepoOptions();
  final WriteOptions write = new WriteOptions();
  final WaitOptions wait = new WaitOptions();
  final PlanOptions plan = new PlanOptions();
  final RegistryOptions registry = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  /// Adds them to a command.
  void declare(Usage usage) {
    usage.message(v -> message = v);
    proposal.declare(usage);
    repo.declare(usage);
    write.declare(usage);
    wait.declare(usage);
    plan.declare(usage);
    registry.declare(usage);
    output.declare(usage);
  }

  /// How far the change is carried.
  Mode mode() {
    return wait.checked(proposal.mode(plan, write), write);
  }
}
