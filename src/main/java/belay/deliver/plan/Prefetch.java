package belay.deliver.plan;

import belay.host.Interruptions;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Work that is done while something else still is; whoever needs the answer waits for it, and gets
/// the failure, where it was one, only then.
final class Prefetch<T> {
  private final FutureTask<T> task;

  private Prefetch(FutureTask<T> task) {
    this.task = task;
  }

  /// Begins, on a thread of its own, which does not keep the program alive.
  static <T> Prefetch<T> begin(String name, Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name(name).start(task);
    return new Prefetch<>(task);
  }

  /// The answer, once it is there.
  T get() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      task.cancel(true);
      throw Interruptions.interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }
}
