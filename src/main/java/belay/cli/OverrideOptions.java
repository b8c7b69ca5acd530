package belay.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/// To change what is not to be changed now.
final class OverrideOptions {
  @Option(
      names = "--override",
      paramLabel = "REASON",
      description = "Pass over a freeze or the time to soak; the reason stands in the commit.")
  Optional<String> reason = Optional.empty();
}
