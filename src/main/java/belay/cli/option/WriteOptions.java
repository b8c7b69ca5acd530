package belay.cli.option;

import java.time.Duration;
import java.util.Optional;

/// How a commit is written to the repository.
public final class WriteOptions {
  private static final Duration USUAL = Duration.ofMinutes(2);

  public boolean noPush;
  public boolean yes;
  public Optional<Duration> timeout = Optional.empty();

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.toggle("--no-push", "Commit to the clone's branch and leave it there.", v -> noPush = v);
    usage.toggle("--yes", "Do not ask, also where the environment is protected.", v -> yes = v);
    usage.option(
        "--timeout",
        "TIME",
        "How long to go on when others push at the same time (default: 2m), and then, with --wait,"
            + " to wait for Argo CD (default: 5m).",
        Binding.optional(Duration.class, v -> timeout = v));
  }

  /// How long a push may take.
  public Duration pushTimeout() {
    return timeout.orElse(USUAL);
  }
}
