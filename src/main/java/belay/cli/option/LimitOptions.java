package belay.cli.option;

import java.time.Duration;
import java.util.Optional;

/// How long a command that talks to a registry may take in all.
public final class LimitOptions {
  public Optional<Duration> timeout = Optional.empty();

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.option(
        "--timeout",
        "TIME",
        "Give up after this time (default: as long as it gets on).",
        Binding.optional(Duration.class, v -> timeout = v));
  }
}
