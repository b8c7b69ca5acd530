package belay.host;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Work in steps that cleans up after itself: Ctrl-C and SIGTERM let the step that is running end,
/// no other begin, and the process ends when all is cleaned up. Cleaning up beside a step that
/// still writes would leave what it writes afterwards.
public final class CancellableSteps implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Interrupts.Cleanup cleanup = Interrupts.cleanup(this::stop);
  private volatile boolean stopping;

  /// Whether no other step may begin.
  public boolean stopping() {
    return stopping;
  }

  /// All is cleaned up.
  @Override
  public void close() {
    ended.countDown();
    cleanup.close();
  }

  private void stop() {
    stopping = true;
    try {
      ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
