package belay.net;

import java.time.Duration;

/// How long to wait, and how often to try again.
///
/// @param connect until a connection stands
/// @param answer until an answer is there whole; for a streamed body, how long it may stand still
/// @param attempts how often a request is sent at most
/// @param pause before the second attempt; it doubles with each further one, with jitter
/// @param budget how long all pauses of one request may take together, those that the server asks
///   for (`Retry-After`) included
public record Timeouts(
    Duration connect, Duration answer, int attempts, Duration pause, Duration budget) {
  /// Ten seconds to connect, a minute to answer, five attempts, three minutes of pauses.
  public static Timeouts usual() {
    return new Timeouts(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        5,
        Duration.ofMillis(250),
        Duration.ofMinutes(3));
  }
}
