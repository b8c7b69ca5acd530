package belay.cli.option;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How a commit that asks no questions is written to the repository.
public final class LandOptions {
  @Option(names = "--no-push", description = "Commit to the clone's branch and leave it there.")
  public boolean noPush;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to go on when others push at the same time (default: 2m).")
  public Duration timeout = Duration.ofMinutes(2);
}
