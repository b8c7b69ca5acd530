package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.GitSettings;
import belay.peers.GitHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Git's own http-backend as the server.
final class HttpTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
  }

  @Test
  void anEditIsOneFetchAndOnePush() throws Exception {
    try (var server = GitHttp.open(folder);
        var repo = sandbox.open(server.url("gitops.git"))) {
      var tip = repo.tip();
      assertEquals("hello\n", Sandbox.text(repo.read(tip.id(), "README.md")));
      Sandbox.write(repo, Sandbox.FILE, "new\n");
      assertEquals(
          List.of(
              "GET /gitops.git/info/refs?service=git-upload-pack 200",
              "POST /gitops.git/git-upload-pack 200",
              "POST /gitops.git/git-upload-pack 200",
              "GET /gitops.git/info/refs?service=git-receive-pack 200",
              "POST /gitops.git/git-receive-pack 200"),
          server.requests());
    }
    assertEquals("new", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    sandbox.assertSound(bare);
  }

  @Test
  void aWarmCacheThatIsUpToDateFetchesNothing() throws Exception {
    try (var server = GitHttp.open(folder)) {
      try (var repo = sandbox.open(server.url("gitops.git"))) {
        Sandbox.write(repo, Sandbox.FILE, "new\n");
      }
      var before = server.requests().size();
      try (var repo = sandbox.open(server.url("gitops.git"))) {
        repo.tip();
      }
      assertEquals(
          List.of(
              "GET /gitops.git/info/refs?service=git-upload-pack 200",
              "POST /gitops.git/git-upload-pack 200"),
          server.requests().subList(before, server.requests().size()));
    }
  }

  @Test
  void aCloneFetchesAndPushesOnceEach() throws Exception {
    try (var server = GitHttp.open(folder)) {
      sandbox.git(folder, "clone", "-q", server.url("gitops.git"), "clone");
      var before = server.requests().size();
      try (var repo = sandbox.open(folder.resolve("clone").toString())) {
        repo.tip();
        assertEquals(List.of(), Sandbox.write(repo, Sandbox.FILE, "new\n").notes());
      }
      var asked = server.requests().subList(before, server.requests().size());
      assertEquals(2, asked.stream().filter(line -> line.startsWith("GET")).count(), asked + "");
    }
  }

  @Test
  void aMissingRepositoryIsNotFound() throws Exception {
    try (var server = GitHttp.open(folder);
        var repo = sandbox.open(server.url("nope.git"))) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.NOT_FOUND, failure.kind());
      assertEquals("no git repository at " + server.url("nope.git"), failure.what());
    }
  }

  @Test
  void nobodyThereIsUnreachable() {
    try (var repo = sandbox.open("http://127.0.0.1:1/gitops.git")) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertEquals("http://127.0.0.1:1/gitops.git cannot be reached", failure.what());
    }
  }

  @Test
  void aServerThatNeverAnswersEndsAtTheTimeout() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
      for (var scheme : List.of("http", "git")) {
        var url = "%s://127.0.0.1:%d/gitops.git".formatted(scheme, silent.getLocalPort());
        var started = System.nanoTime();
        var settings = GitSettings.of(url).withTimeout(Duration.ofSeconds(2));
        try (var repo = sandbox.open(settings)) {
          var failure = assertThrows(Failure.class, repo::tip);
          assertEquals(Kind.TIMEOUT, failure.kind(), failure.causes().toString());
        }
        var seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
        assertTrue(seconds < 30, scheme + " took " + seconds + " s");
      }
    }
  }

  @Test
  void whatStillRunsAtTheTimeoutIsCut() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:%d/gitops.git".formatted(silent.getLocalPort());
      var settings = GitSettings.of(url).withTimeout(Duration.ofSeconds(1));
      var trickle = Thread.ofPlatform().daemon().unstarted(() -> trickle(silent));
      trickle.start();
      try (var repo = sandbox.open(settings)) {
        assertThrows(Failure.class, repo::tip);
      }
      assertTrue(trickle.join(Duration.ofSeconds(30)), "the connection is open still");
    }
  }

  /// Says a header's letter now and then until the client hangs up.
  private static void trickle(java.net.ServerSocket server) {
    try (var socket = server.accept()) {
      var out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
      while (true) {
        out.write('x');
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException hungUp) {
      // as it should be
    }
  }

  @Test
  void aHookThatSaysNoIsQuoted() throws Exception {
    hook("pre-receive", "echo 'deployments are frozen until Monday' >&2; exit 1");
    try (var server = GitHttp.open(folder);
        var repo = sandbox.open(server.url("gitops.git"))) {
      var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, "x", "1"));
      assertEquals(Kind.REFUSED, failure.kind());
      assertEquals("the server refuses the push to branch \"main\"", failure.what());
      assertTrue(
          failure.causes().toString().contains("deployments are frozen until Monday"),
          failure.causes().toString());
    }
    assertEquals("1", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  @Test
  void aProtectedBranchIsRefusedInItsOwnWords() throws Exception {
    hook("update", "echo 'GH006: Protected branch update failed for refs/heads/main.' >&2; exit 1");
    try (var server = GitHttp.open(folder);
        var repo = sandbox.open(server.url("gitops.git"))) {
      var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, "x", "1"));
      assertEquals(Kind.REFUSED, failure.kind());
      assertTrue(failure.causes().toString().contains("GH006"), failure.causes().toString());
    }
  }

  @Test
  void aServerThatTakesNoPushesIsToldAsPermission() throws Exception {
    sandbox.git(bare, "config", "http.receivepack", "false");
    try (var server = GitHttp.open(folder);
        var repo = sandbox.open(server.url("gitops.git"))) {
      var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, "x", "1"));
      assertEquals(Kind.AUTH, failure.kind(), failure.what());
    }
  }

  @Test
  void aHookThatRefusesOnceIsTriedAgain() throws Exception {
    hook("pre-receive", "test -e seen || { touch seen; echo try later >&2; exit 1; }");
    try (var server = GitHttp.open(folder);
        var repo = sandbox.open(server.url("gitops.git"))) {
      assertEquals(2, Sandbox.write(repo, "x", "1").attempts());
    }
  }

  private void hook(String name, String script) throws Exception {
    var hook = bare.resolve("hooks").resolve(name);
    Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
    assertTrue(hook.toFile().setExecutable(true));
  }

  @Test
  void nothingOfTheHistoryIsFetchedForADeploy() throws Exception {
    for (var n = 0; n < 5; n++) {
      sandbox.commitElsewhere(bare, "main", "file" + n, n + "\n");
    }
    try (var server = GitHttp.open(folder);
        var repo = sandbox.open(server.url("gitops.git"))) {
      Sandbox.write(repo, Sandbox.FILE, "new\n");
    }
    try (var caches = Files.list(sandbox.host().cache().resolve("git"))) {
      var cache = caches.filter(file -> file.toString().endsWith(".git")).findFirst().orElseThrow();
      assertEquals("2", sandbox.git(cache, "rev-list", "--count", "--all"));
      assertFalse(Files.exists(cache.resolve("index")));
    }
  }
}
