package belay.argocd;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.host.Interruptions;
import belay.host.Log;
import belay.net.Json;
import belay.net.LineStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Gatherers;

/// The eyes of a [Watch]: Argo CD's stream of changes where it can be had, one connection for all
/// Applications; where it breaks or never says a word (some proxies hold it back), single looks
/// until it can be had again.
final class ApplicationStream {
  private static final int AT_ONCE = 8;
  private static final int LARGEST_SHIFT = 4;
  private static final int PATIENCE_FOR_A_FIRST_WORD = 3;

  private final ArgoCd argocd;
  private final Log log;
  private final ArgoCdSettings.Pace pace;
  private final Watch watch;
  private int silentStreams;
  private long nextStream = System.nanoTime();

  ApplicationStream(ArgoCd argocd, Log log, ArgoCdSettings.Pace pace, Watch watch) {
    this.argocd = argocd;
    this.log = log;
    this.pace = pace;
    this.watch = watch;
  }

  /// Looks until it is interrupted.
  void run() {
    while (true) {
      if (System.nanoTime() - nextStream >= 0) {
        follow();
      }
      look();
      Interruptions.sleep(pace.poll());
    }
  }

  private void follow() {
    var spoke = false;
    try {
      spoke = argocd.stream(List.copyOf(watch.watched())).map(this::listen).orElse(false);
    } catch (IOException e) {
      log.explain(() -> "Argo CD's stream cannot be had: " + InWords.of(e));
    }
    silentStreams = spoke ? 0 : Math.min(silentStreams + 1, LARGEST_SHIFT);
    var pause = spoke ? Duration.ZERO : pace.poll().multipliedBy(1L << silentStreams);
    nextStream = System.nanoTime() + pause.toNanos();
  }

  /// Reads to the end of the stream, however it ends: the looks that follow tell why.
  ///
  /// @return whether it ever said anything
  private boolean listen(LineStream stream) {
    var spoke = false;
    try (stream) {
      var silence = pace.poll().multipliedBy(PATIENCE_FOR_A_FIRST_WORD);
      for (var line = stream.next(silence); line.isPresent(); line = stream.next(pace.silence())) {
        spoke |= hear(line.get());
      }
      log.explain(() -> "Argo CD's stream has ended");
    } catch (IOException e) {
      log.explain(() -> "Argo CD's stream broke: " + InWords.of(e));
    }
    return spoke;
  }

  /// One line: an event as `data: {…}` or bare, or one of the lines that only keep the connection
  /// alive.
  private boolean hear(String line) throws IOException {
    var data = line.startsWith("data:") ? line.substring("data:".length()).strip() : line.strip();
    if (!data.startsWith("{")) {
      return false;
    }
    var event = Json.parse(data.getBytes(StandardCharsets.UTF_8));
    if (event.at("error").isPresent()) {
      throw new IOException(event.at("error", "message").words());
    }
    var app = event.at("result", "application");
    if (watch.watched().contains(app.at("metadata", "name").text()) && argocd.isOurs(app)) {
      tell(event.at("result", "type").text(), AppReader.read(app));
    }
    return true;
  }

  private void tell(String type, AppState app) {
    if (type.equals("DELETED")) {
      throw new Failure(
          Kind.NOT_FOUND,
          "the Application \"%s\" was deleted meanwhile".formatted(app.name()),
          "argocd app list shows which there are");
    }
    watch.seen(app);
  }

  private void look() {
    try {
      watch.watched().stream()
          .gather(Gatherers.mapConcurrent(AT_ONCE, argocd::find))
          .forEach(watch::seen);
    } catch (Failure failure) {
      if (failure.kind() != Kind.UNREACHABLE) {
        throw failure;
      }
      log.explain(() -> "Argo CD cannot be seen: " + failure.what());
      watch.unseen(failure);
    }
  }
}
