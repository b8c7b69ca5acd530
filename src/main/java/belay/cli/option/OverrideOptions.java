package belay.cli.option;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.Optional;
import picocli.CommandLine.Option;

/// To change what is not to be changed now.
public final class OverrideOptions {
  @Option(
      names = "--override",
      paramLabel = "REASON",
      description = "Pass over a freeze or the time to soak; the reason stands in the commit.")
  private Optional<String> reason = Optional.empty();

  /// Why; who passes over a rule without a reason would leave none in the commit.
  public Optional<String> reason() {
    if (reason.filter(String::isBlank).isPresent()) {
      throw new Failure(
          Kind.USAGE, "--override without a reason", "say why: --override \"the shop is down\"");
    }
    return reason;
  }
}
