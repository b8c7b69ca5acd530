package belay.git;

import java.time.Duration;

/// A moment by which something has to be done, measured on a clock that nobody sets.
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  boolean passed() {
    return remaining().isZero();
  }

  /// The time left in whole seconds, at least one: JGit takes zero for "no limit".
  int seconds() {
    return (int) Math.clamp(remaining().toSeconds(), 1, Integer.MAX_VALUE / 10_000);
  }

  /// The nearer of this and `time` from now.
  Deadline within(Duration time) {
    var other = in(time);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
