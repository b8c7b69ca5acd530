package belay.argocd;

import belay.failure.Failure;
import belay.host.Log;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Gatherers;

/// Has Argo CD look into Git now, for many Applications beside other work: it answers each only
/// when it has looked, which may take long. One round at a time; what does not work is no failure,
/// since Argo CD looks by itself every few minutes.
final class Refresher {
  private static final int AT_ONCE = 8;

  private final Consumer<String> refresh;
  private final Log log;
  private final AtomicBoolean underWay = new AtomicBoolean();

  Refresher(Consumer<String> refresh, Log log) {
    this.refresh = refresh;
    this.log = log;
  }

  void begin(List<String> applications) {
    if (underWay.compareAndSet(false, true)) {
      Thread.ofVirtual().name("refresh").start(() -> round(applications));
    }
  }

  private void round(List<String> applications) {
    try {
      applications.stream().gather(Gatherers.mapConcurrent(AT_ONCE, this::one)).forEach(_ -> {});
    } finally {
      underWay.set(false);
    }
  }

  private boolean one(String application) {
    try {
      refresh.accept(application);
      return true;
    } catch (Failure failure) {
      log.explain(() -> "%s is not refreshed: %s".formatted(application, failure.what()));
      return false;
    }
  }
}
