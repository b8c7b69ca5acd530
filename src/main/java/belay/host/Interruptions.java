package belay.host;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;

/// Waiting that an interrupt ends as a failure, with the thread's interrupt kept.
public final class Interruptions {
  private Interruptions() {}

  /// Sleeps.
  ///
  /// @throws Failure (interrupted) when the thread is interrupted meanwhile
  public static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// What to throw in place of an interruption.
  public static Failure interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new Failure(Kind.INTERRUPTED, "interrupted", "", cause);
  }
}
