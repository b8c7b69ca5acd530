package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.ProposalOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.WriteOptions;
import belay.deliver.model.Mode;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags of all that changes what an environment runs.
final class ChangeOptions {
  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "The commit's message; trailers are added to it.")
  Optional<String> message = Optional.empty();

  @Mixin final ProposalOptions proposal = new ProposalOptions();
  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final WriteOptions write = new WriteOptions();
  @Mixin final WaitOptions wait = new WaitOptions();
  @Mixin final PlanOptions plan = new PlanOptions();
  @Mixin final RegistryOptions registry = new RegistryOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  /// How far the change is carried.
  Mode mode() {
    return wait.checked(proposal.way(plan, write), write);
  }
}
