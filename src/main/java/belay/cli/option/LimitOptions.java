package belay.cli.option;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How long a command that talks to a registry may take in all.
public final class LimitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Give up after this time (default: as long as it gets on).")
  public Optional<Duration> timeout = Optional.empty();
}
