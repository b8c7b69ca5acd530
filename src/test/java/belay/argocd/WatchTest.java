package belay.argocd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.argocd.AppState.SyncStatus;
import belay.argocd.ArgoCdSettings.Pace;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.host.Streams;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How changes are seen, whatever becomes of the stream.
final class WatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path home;
  private ArgoCdStandIn server;
  private ArgoCd argocd;

  @BeforeEach
  void begin() {
    server = ArgoCdStandIn.start();
    server.put(App.named("api"));
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    var streams =
        new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, false, false);
    var env = Map.of("HOME", home.toString(), "ARGOCD_AUTH_TOKEN", ArgoCdStandIn.TOKEN);
    var host = new Host(home, env, streams, InstantSource.system(), RandomGenerator.getDefault());
    var pace = new Pace(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5));
    var tls = new ArgoCdSettings.Tls(Optional.empty(), Optional.empty(), Optional.empty());
    argocd =
        ArgoCd.open(
            host,
            Log.none(),
            new ArgoCdSettings(ServerAddress.parse(server.url()), "argocd", "default", tls, pace));
  }

  @AfterEach
  void end() {
    argocd.close();
    server.close();
  }

  @Test
  void everyKindOfStreamLeadsToTheSameSight() {
    for (var kind : ArgoCdStandIn.Stream.values()) {
      server.stream(kind);
      server.put(App.named("api"));
      try (var watch = argocd.watch(List.of("api"))) {
        assertEquals(SyncStatus.SYNCED, next(watch).sync().status(), kind.toString());
        server.put(App.named("api").sync("OutOfSync", "x"));
        assertEquals(SyncStatus.OUT_OF_SYNC, next(watch).sync().status(), kind.toString());
      }
    }
  }

  @Test
  @Timeout(30)
  void aSilentStreamIsOpenedAnew() {
    try (var watch = argocd.watch(List.of("api"))) {
      next(watch);
      var opened = streams();
      server.put(App.named("other"));
      // No word for longer than a second.
      while (streams() == opened) {
        assertEquals(Optional.empty(), watch.next(Duration.ofMillis(100)));
      }
    }
  }

  @Test
  void anUnchangedApplicationIsToldOnce() {
    server.stream(ArgoCdStandIn.Stream.ABSENT);
    try (var watch = argocd.watch(List.of("api"))) {
      next(watch);
      assertEquals(Optional.empty(), watch.next(Duration.ofMillis(500)));
    }
  }

  @Test
  void aRefusalEndsTheWatchAndSilenceDoesNot() {
    server.stream(ArgoCdStandIn.Stream.CUT);
    try (var watch = argocd.watch(List.of("api"))) {
      next(watch);
      server.refuse(502);
      while (watch.trouble().isEmpty()) {
        assertEquals(Optional.empty(), watch.next(Duration.ofMillis(50)));
      }
      assertEquals(Kind.UNREACHABLE, watch.trouble().get().kind());
      server.refuse(401);
      var failure = assertThrows(Failure.class, () -> next(watch));
      assertEquals(Kind.AUTH, failure.kind());
      assertEquals(List.of("no session information"), failure.causes());
    }
  }

  @Test
  void anAnswerThatIsNoJsonIsNoArgoCd() {
    server.page("<html>Please log in</html>");
    var failure = assertThrows(Failure.class, () -> argocd.find("api"));
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertTrue(failure.what().contains("does not answer like an Argo CD"), failure.what());
  }

  private long streams() {
    return server.requests().stream().filter(r -> r.contains("/stream/")).count();
  }

  private static AppState next(Watch watch) {
    return watch.next(LONG).orElseThrow();
  }
}
