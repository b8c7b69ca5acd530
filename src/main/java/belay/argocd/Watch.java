package belay.argocd;

import belay.failure.Failure;
import belay.host.Interruptions;
import belay.host.Log;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Sees how Applications change. A thread of its own looks; whoever waits is given the newest state
/// of each Application, once for each change.
public final class Watch implements AutoCloseable {
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private final Map<String, AppState> changed = new LinkedHashMap<>();
  private final Map<String, AppState> known = new LinkedHashMap<>();
  private final Thread thread;
  private Optional<Failure> trouble = Optional.empty();
  private Optional<RuntimeException> end = Optional.empty();

  Watch(ArgoCd argocd, Log log, ArgoCdSettings.Pace pace, Collection<String> applications) {
    watched.addAll(applications);
    var applicationStream = new ApplicationStream(argocd, log, pace, this);
    thread = Thread.ofVirtual().name("argocd").start(() -> run(applicationStream));
  }

  /// The next Application that has changed; empty when none has until the time is up.
  ///
  /// @throws Failure where Argo CD does not know an Application, or refuses to tell
  public synchronized Optional<AppState> next(Duration timeouts) {
    var until = System.nanoTime() + timeouts.toNanos();
    try {
      for (var left = timeouts.toMillis();
          changed.isEmpty() && end.isEmpty() && left > 0;
          left = (until - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    }
    end.ifPresent(failure -> {
      throw failure;
    });
    var first = changed.keySet().stream().findFirst();
    return first.map(changed::remove);
  }

  /// Why Argo CD cannot be seen at present, where that is so.
  public synchronized Optional<Failure> trouble() {
    return trouble;
  }

  /// Takes an Application off the watch: what it does now is no matter.
  public void leave(String application) {
    watched.remove(application);
  }

  Set<String> watched() {
    return Set.copyOf(watched);
  }

  synchronized void seen(AppState app) {
    trouble = Optional.empty();
    if (watched.contains(app.name()) && !app.equals(known.put(app.name(), app))) {
      changed.put(app.name(), app);
      notifyAll();
    }
  }

  synchronized void unseen(Failure why) {
    trouble = Optional.of(why);
  }

  private void run(ApplicationStream applicationStream) {
    try {
      applicationStream.run();
    } catch (RuntimeException e) {
      synchronized (this) {
        end = Optional.of(e);
        notifyAll();
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
