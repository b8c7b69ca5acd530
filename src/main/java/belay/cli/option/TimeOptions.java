package belay.cli.option;

import java.time.Duration;

/// How long a command may wait for servers.
public final class TimeOptions {
  public Duration timeout = Duration.ofMinutes(2);

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.option(
        "--timeout",
        "TIME",
        "How long to wait for a server (default: 2m).",
        Binding.of(Duration.class, v -> timeout = v));
  }
}
