package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;

/// Waiting that an interrupt ends as a failure, with the thread's interrupt kept.
final class Interruptions {
  private Interruptions() {}

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static Failure interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new Failure(Kind.INTERRUPTED, "interrupted while working on the repository", "", cause);
  }
}
