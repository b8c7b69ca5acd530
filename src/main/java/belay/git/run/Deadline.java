package belay.git.run;

import java.time.Duration;

/// A moment by which something has to be done, measured on a clock that nobody sets.
public record Deadline(long nanoTime) {
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  public boolean passed() {
    return remaining().isZero();
  }
}
