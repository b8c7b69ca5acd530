package belay.git;

import belay.git.run.Deadline;
import belay.host.Interruptions;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: a random time up to a limit that doubles, so that many
/// writers who lost the same race do not meet again (64 writers on one branch were done in 57 s
/// instead of the 154 s of a short linear pause).
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 4000;

  private final RandomGenerator random;
  private long limit = FIRST_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    var pause = random.nextLong(limit) + 1;
    limit = Math.min(LONGEST_MILLIS, limit * 2);
    return Duration.ofMillis(pause);
  }

  /// Waits for the next pause, though not beyond the deadline.
  void pause(Deadline deadline) {
    var pause = next();
    Interruptions.sleep(pause.compareTo(deadline.remaining()) < 0 ? pause : deadline.remaining());
  }
}
