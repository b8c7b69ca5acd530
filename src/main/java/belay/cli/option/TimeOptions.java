package belay.cli.option;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How long a command may wait for servers.
public final class TimeOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for a server (default: 2m).")
  public Duration timeout = Duration.ofMinutes(2);
}
