package belay.cli.option;

import java.time.Duration;

/// How a commit that asks no questions is written to the repository.
public final class LandOptions {
  public boolean noPush;
  public Duration timeout = Duration.ofMinutes(2);

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.toggle("--no-push", "Commit to the clone's branch and leave it there.", v -> noPush = v);
    usage.option(
        "--timeout",
        "TIME",
        "How long to go on when others push at the same time (default: 2m).",
        Binding.of(Duration.class, v -> timeout = v));
  }
}
