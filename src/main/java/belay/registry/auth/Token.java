package belay.registry.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A bearer token and until when it holds.
record Token(String value, Instant until) {
  /// It must still hold when the request arrives.
  private static final Duration MARGIN = Duration.ofSeconds(10);

  boolean holds(InstantSource clock) {
    return clock.instant().plus(MARGIN).isBefore(until);
  }

  String authorization() {
    return "Bearer " + value;
  }

  @Override
  public String toString() {
    return "a token until " + until;
  }
}
