package belay.cli.option;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.Optional;

/// To change what is not to be changed now.
public final class OverrideOptions {
  private Optional<String> reason = Optional.empty();

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.option(
        "--override",
        "REASON",
        "Pass over a freeze or the time to soak; the reason stands in the commit.",
        Binding.optional(String.class, v -> reason = v));
  }

  /// Why; who passes over a rule without a reason would leave none in the commit.
  public Optional<String> reason() {
    if (reason.filter(String::isBlank).isPresent()) {
      throw new Failure(
          Kind.USAGE, "--override without a reason", "say why: --override \"the shop is down\"");
    }
    return reason;
  }
}
