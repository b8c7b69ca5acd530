package belay.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.location.GitSettings;
import belay.peers.GitHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The connection breaks when the server has taken the push but its answer has not arrived.
final class BrokenConnectionTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
  }

  @Test
  void aPushThatArrivedIsNotMadeAgain() throws Exception {
    try (var server = GitHttp.open(folder);
        var cut = new Cut(server.port(), 1, "POST /gitops.git/git-receive-pack");
        var repo = sandbox.open(cut.url())) {
      var landing = Sandbox.write(repo, "x", "1\n");
      assertEquals(1, landing.attempts());
      assertEquals(1, cut.done());
      assertEquals(landing.commit().orElseThrow().id(), sandbox.git(bare, "rev-parse", "main"));
    }
    assertEquals("2", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  @Test
  void itIsFoundBelowWhatOthersLandedSince() throws Exception {
    try (var server = GitHttp.open(folder);
        var cut = new Cut(server.port(), 1, "POST /gitops.git/git-receive-pack");
        var repo = sandbox.open(cut.url())) {
      cut.onCut(() -> {
        for (var n = 0; n < 3; n++) {
          sandbox.commitElsewhere(bare, "main", "other" + n, "x\n");
        }
      });
      assertEquals(1, Sandbox.write(repo, "x", "1\n").attempts());
    }
    assertEquals("5", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  @Test
  void aCloneTakesItsBranchAlongThen() throws Exception {
    try (var server = GitHttp.open(folder);
        var cut = new Cut(server.port(), 1, "POST /gitops.git/git-receive-pack")) {
      sandbox.git(folder, "clone", "-q", cut.url(), "clone");
      var clone = folder.resolve("clone");
      try (var repo = sandbox.open(clone.toString())) {
        assertEquals(1, Sandbox.write(repo, "x", "1\n").attempts());
      }
      assertEquals("", sandbox.git(clone, "status", "--porcelain"));
      assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "HEAD"));
    }
  }

  @Test
  void aPushThatDidNotArriveIsMadeAgain() throws Exception {
    try (var server = GitHttp.open(folder);
        var cut = new Cut(server.port(), 2, "GET /gitops.git/info/refs?service=git-receive-pack");
        var repo = sandbox.open(cut.url())) {
      assertTrue(Sandbox.write(repo, "x", "1\n").pushed());
    }
    assertEquals("2", sandbox.git(bare, "rev-list", "--count", "main"));
  }

  @Test
  void aFirstCommitThatArrivedIsNotMadeAgain() throws Exception {
    var empty = sandbox.emptyBare("empty.git");
    try (var server = GitHttp.open(folder);
        var cut = new Cut(server.port(), 1, "POST /empty.git/git-receive-pack");
        var repo = sandbox.open(cut.url().replace("gitops.git", "empty.git"))) {
      var landing = Sandbox.landFirst(repo, Sandbox.draft("x", "1\n"));
      assertEquals(1, cut.done());
      assertEquals(landing.commit().orElseThrow().id(), sandbox.git(empty, "rev-parse", "main"));
    }
  }

  @Test
  void aFirstCommitThatDidNotArriveIsMadeAgain() throws Exception {
    var empty = sandbox.emptyBare("empty.git");
    try (var server = GitHttp.open(folder);
        var cut = new Cut(server.port(), 2, "GET /empty.git/info/refs?service=git-receive-pack");
        var repo = sandbox.open(cut.url().replace("gitops.git", "empty.git"))) {
      Sandbox.landFirst(repo, Sandbox.draft("x", "1\n"));
      assertEquals(2, cut.done());
    }
    assertEquals("1", sandbox.git(empty, "rev-list", "--count", "main"));
  }

  @Test
  void aServerThatNeverComesBackIsAnErrorThatNamesTheCommit() throws Exception {
    try (var server = GitHttp.open(folder);
        var cut = new Cut(server.port(), Integer.MAX_VALUE, "POST /gitops.git/git-receive-pack")) {
      var settings = GitSettings.of(cut.url()).withTimeout(Duration.ofSeconds(4));
      try (var repo = sandbox.open(settings)) {
        cut.onCut(server::close);
        var failure = assertThrows(Failure.class, () -> Sandbox.write(repo, "x", "1\n"));
        assertTrue(
            failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.TIMEOUT, failure::what);
        assertEquals(
            "the connection broke during the push, and whether it arrived is not known",
            failure.what());
      }
    }
  }

  /// Passes bytes on to the server, and cuts the connection on the answer to a certain request.
  private static final class Cut implements AutoCloseable {
    private final ServerSocket socket;
    private final int target;
    private final String request;
    private final int times;
    private final AtomicInteger done = new AtomicInteger();
    private volatile Runnable onCut = () -> {};

    private Cut(int target, int times, String request) throws IOException {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      this.target = target;
      this.times = times;
      this.request = request;
      Thread.ofVirtual().start(this::accept);
    }

    private String url() {
      return "http://127.0.0.1:%d/gitops.git".formatted(socket.getLocalPort());
    }

    private int done() {
      return done.get();
    }

    private void onCut(Runnable work) {
      onCut = work;
    }

    private void accept() {
      while (!socket.isClosed()) {
        try {
          var client = socket.accept();
          var server = new Socket(InetAddress.getLoopbackAddress(), target);
          var armed = new AtomicBoolean();
          Thread.ofVirtual().start(() -> pump(client, server, armed, true));
          Thread.ofVirtual().start(() -> pump(server, client, armed, false));
        } catch (IOException _) {
          return;
        }
      }
    }

    private void pump(Socket from, Socket to, AtomicBoolean armed, boolean requests) {
      var buffer = new byte[1 << 16];
      try (from;
          to) {
        for (var n = from.getInputStream().read(buffer);
            n >= 0;
            n = from.getInputStream().read(buffer)) {
          if (requests && new String(buffer, 0, n, ISO_8859_1).contains(request)) {
            armed.set(true);
          }
          if (!requests && armed.get() && done.get() < times) {
            done.incrementAndGet();
            onCut.run();
            return;
          }
          to.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException _) {
        // the other side went first
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
