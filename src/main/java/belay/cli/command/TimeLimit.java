package belay.cli.command;

import belay.cli.option.Durations;
import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Work that may take so long and no longer.
final class TimeLimit {
  private TimeLimit() {}

  /// Does the work, within the limit where there is one.
  ///
  /// @param what the work for the message, such as `the push`
  /// @throws Failure (timeout) where it takes longer; the work is interrupted
  static <T> T within(Optional<Duration> limit, String what, Supplier<T> work) {
    if (limit.isEmpty()) {
      return work.get();
    }
    var task = new FutureTask<T>(work::get);
    Thread.ofVirtual().start(task);
    try {
      return task.get(limit.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new Failure(
          Kind.TIMEOUT,
          "%s took longer than %s".formatted(what, Durations.text(limit.get())),
          "pass a longer --timeout; -vv shows what it waits for");
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new Failure(Kind.INTERRUPTED, what + " was interrupted", "run it again");
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
