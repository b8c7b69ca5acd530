package belay.cli.option;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How a commit is written to the repository.
public final class WriteOptions {
  private static final Duration USUAL = Duration.ofMinutes(2);

  @Option(names = "--no-push", description = "Commit to the clone's branch and leave it there.")
  public boolean noPush;

  @Option(names = "--yes", description = "Do not ask, also where the environment is protected.")
  public boolean yes;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long to go on when others push at the same time (default: 2m), and then, with"
              + " --wait, to wait for Argo CD (default: 5m).")
  public Optional<Duration> timeout = Optional.empty();

  /// How long a push may take.
  public Duration pushTimeout() {
    return timeout.orElse(USUAL);
  }
}
