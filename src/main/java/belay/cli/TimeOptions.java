package belay.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How long a command may wait for servers.
final class TimeOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for a server (default: 2m).")
  Duration timeout = Duration.ofMinutes(2);
}
