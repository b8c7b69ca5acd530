package belay.render;

import belay.failure.Failure;
import belay.host.Interruptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// Does work on all of a list at once, and hands over what comes of it in the list's order. No more
/// of it is kept than what was begun ahead of the oldest that is not done.
final class InOrder {
  private static final int AHEAD = 4 * Runtime.getRuntime().availableProcessors();

  private InOrder() {}

  static <A, B> void each(List<A> items, Function<A, B> work, Consumer<B> consumer) {
    Deque<Future<B>> begun = new ArrayDeque<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (var item : items) {
          begun.add(threads.submit(() -> work.apply(item)));
          if (begun.size() >= AHEAD) {
            consumer.accept(result(begun.remove()));
          }
        }
        while (!begun.isEmpty()) {
          consumer.accept(result(begun.remove()));
        }
      } catch (RuntimeException | Error e) {
        var _ = threads.shutdownNow();
        throw e;
      }
    }
  }

  private static <B> B result(Future<B> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Failure failure -> throw failure;
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
