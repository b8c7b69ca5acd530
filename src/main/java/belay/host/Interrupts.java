package belay.host;

import belay.failure.Kind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C and SIGTERM: the process ends at once with the documented code. That is safe at any
/// moment: files are moved into place whole, and branches move by compare-and-set.
public final class Interrupts {
  private static final Set<Runnable> CLEANUPS = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean finished = new AtomicBoolean();

  private Interrupts() {}

  /// Begins to watch.
  ///
  /// @param report says so to the user
  public static Interrupts watch(Runnable report) {
    var interrupts = new Interrupts();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("interrupts").unstarted(() -> interrupts.ending(report)));
    return interrupts;
  }

  /// To be done when the process is interrupted, such as saying what stands. Work that must not go
  /// on meanwhile is for [Steps].
  ///
  /// @return closing it takes the cleanup back
  public static Cleanup cleanup(Runnable cleanup) {
    CLEANUPS.add(cleanup);
    return () -> CLEANUPS.remove(cleanup);
  }

  /// Something to be done on interruption, until it is closed.
  public interface Cleanup extends AutoCloseable {
    @Override
    void close();
  }

  /// The command ended by itself: its own exit code counts.
  public void finished() {
    finished.set(true);
  }

  private void ending(Runnable report) {
    if (finished.get()) {
      return;
    }
    CLEANUPS.forEach(Interrupts::attempt);
    attempt(report);
    Runtime.getRuntime().halt(Kind.INTERRUPTED.exitCode());
  }

  /// What cannot be cleaned must not change how the process ends.
  private static void attempt(Runnable cleanup) {
    try {
      cleanup.run();
    } catch (RuntimeException e) {
      // The process is ending: there is nobody left to act on it.
    }
  }
}
