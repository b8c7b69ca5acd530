package belay.host;

import belay.failure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Ctrl-C, SIGTERM and SIGHUP: the process ends at once with the documented code, or as soon as
/// what must not be cut is whole. Otherwise that is safe at any moment: files are moved into place
/// whole, and branches move by compare-and-set.
///
/// The signals are taken before the virtual machine begins to shut down: at a shutdown libraries
/// remove their lock files, whoever is still writing under them.
public final class Interrupts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
  private static final Standing NOTHING = new Standing("interrupted", "run it again");

  private static final Set<Runnable> CLEANUPS = ConcurrentHashMap.newKeySet();
  private static final Set<Runnable> LAST = ConcurrentHashMap.newKeySet();
  private static final Set<Process> PROGRAMS = ConcurrentHashMap.newKeySet();
  private static final ReentrantLock WHOLE = new ReentrantLock();
  private static volatile Standing standing = NOTHING;

  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

  private enum State {
    RUNNING,
    FINISHED,
    INTERRUPTED
  }

  private Interrupts() {}

  /// What a user who interrupts is told.
  ///
  /// @param what what stands by now
  /// @param help what to do
  public record Standing(String what, String help) {}

  /// Begins to watch.
  ///
  /// @param report says to the user what stands
  public static Interrupts watch(Consumer<Standing> report) {
    var interrupts = new Interrupts();
    SIGNALS.forEach(signal -> interrupts.take(signal, report));
    return interrupts;
  }

  private void take(String signal, Consumer<Standing> report) {
    try {
      var _ = sun.misc.Signal.handle(new sun.misc.Signal(signal), _ -> ending(report));
    } catch (IllegalArgumentException _) {
      // This system has no such signal, or keeps it for itself.
    }
  }

  /// To be done when the process is interrupted, such as saying what stands. Work that must not go
  /// on meanwhile is for [CancellableSteps].
  ///
  /// @return closing it takes the cleanup back
  public static Cleanup cleanup(Runnable cleanup) {
    CLEANUPS.add(cleanup);
    return () -> CLEANUPS.remove(cleanup);
  }

  /// To be done when the process is interrupted and the programs that it started have ended, such
  /// as removing what these left behind.
  ///
  /// @return closing it takes the cleanup back
  public static Cleanup lastly(Runnable cleanup) {
    LAST.add(cleanup);
    return () -> LAST.remove(cleanup);
  }

  /// Something to be done on interruption, until it is closed.
  public interface Cleanup extends AutoCloseable {
    @Override
    void close();
  }

  /// Begins a short work that an interrupt must not cut: the process ends after it, and no other
  /// begins by then. It must not wait for what another thread may keep while it begins one.
  ///
  /// @return closing it ends the work
  public static Whole whole() {
    WHOLE.lock();
    return WHOLE::unlock;
  }

  /// Returns at once; where the process is being interrupted, never.
  public static void requireNone() {
    whole().close();
  }

  /// Starts a program. An interrupt ends it and what it has started, unless it is a part of a work
  /// that must not be cut.
  static Process start(ProcessBuilder program) throws IOException {
    try (var _ = whole()) {
      PROGRAMS.removeIf(process -> !process.isAlive());
      var process = program.start();
      if (WHOLE.getHoldCount() == 1) {
        PROGRAMS.add(process);
      }
      return process;
    }
  }

  /// A work that is not to be cut, until it is closed.
  public interface Whole extends AutoCloseable {
    @Override
    void close();
  }

  /// From now on an interrupt finds this.
  public static void stands(String what, String help) {
    try (var _ = whole()) {
      standing = new Standing(what, help);
    }
  }

  /// From now on an interrupt finds nothing done: at the beginning of a command.
  public static void nothingStands() {
    standing = NOTHING;
  }

  /// The command ended by itself: its own exit code counts, unless it was interrupted before; then
  /// the process ends in this call.
  public void finished() {
    if (!state.compareAndSet(State.RUNNING, State.FINISHED)) {
      while (true) {
        LockSupport.park();
      }
    }
  }

  private void ending(Consumer<Standing> report) {
    if (!state.compareAndSet(State.RUNNING, State.INTERRUPTED)) {
      return;
    }
    cleanUp(CLEANUPS);
    awaitWhole();
    cleanUp(CLEANUPS);
    PROGRAMS.forEach(process -> attempt(() -> Programs.end(process)));
    cleanUp(LAST);
    attempt(() -> report.accept(standing));
    Runtime.getRuntime().halt(Kind.INTERRUPTED.exitCode());
  }

  /// Once before it is waited for what must not be cut, which may depend on it, and once for what
  /// began by then.
  private static void cleanUp(Set<Runnable> cleanups) {
    for (var cleanup : List.copyOf(cleanups)) {
      if (cleanups.remove(cleanup)) {
        attempt(cleanup);
      }
    }
  }

  /// The lock is kept: whoever wants to begin something waits until the process is gone.
  private static void awaitWhole() {
    try {
      var _ = WHOLE.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
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
