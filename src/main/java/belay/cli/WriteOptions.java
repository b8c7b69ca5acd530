package belay.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How a commit is written to the repository.
final class WriteOptions {
  @Option(names = "--no-push", description = "Commit to the local branch and leave it there.")
  boolean noPush;

  @Option(names = "--yes", description = "Do not ask, also where the environment is protected.")
  boolean yes;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to go on when others push at the same time (default: 2m).")
  Duration timeout = Duration.ofMinutes(2);
}
