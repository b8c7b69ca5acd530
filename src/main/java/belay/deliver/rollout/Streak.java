package belay.deliver.rollout;

import java.time.Duration;

/// What counts only once it was so at every look for a while. Not safe for use by several threads.
final class Streak {
  private long since;
  private int looks;

  /// It is so at this look.
  ///
  /// @return whether it has been for so long
  boolean lasts(Duration time) {
    if (looks++ == 0) {
      since = System.nanoTime();
    }
    return looks > 1 && System.nanoTime() - since >= time.toNanos();
  }

  /// It is not so at this look.
  void end() {
    looks = 0;
  }
}
