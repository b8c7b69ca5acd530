package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.GitHttp;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that lands commits is killed with SIGKILL at random moments; everything it worked on
/// has to be sound, and the next run has to succeed.
final class KillTest {
  private static final int KILLS = 13;
  private static final int LONGEST_LIFE_MILLIS = 900;

  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
  }

  @Test
  void behindAUrl() throws Exception {
    try (var server = GitHttp.open(folder)) {
      killAndGoOn(server.url("gitops.git"));
    }
    try (var caches = Files.list(sandbox.host().cache().resolve("git"))) {
      caches.filter(file -> file.toString().endsWith(".git")).forEach(sandbox::assertSound);
    }
  }

  @Test
  void inAClone() throws Exception {
    try (var server = GitHttp.open(folder)) {
      sandbox.git(folder, "clone", "-q", server.url("gitops.git"), "clone");
      var clone = folder.resolve("clone");
      killAndGoOn(clone.toString());
      sandbox.assertSound(clone);
      assertEquals("", sandbox.git(clone, "status", "--porcelain"));
      assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "HEAD"));
    }
  }

  private void killAndGoOn(String location) throws Exception {
    var random = new Random(42);
    for (var kill = 0; kill < KILLS; kill++) {
      killedWriter(location, random.nextInt(LONGEST_LIFE_MILLIS));
      sandbox.assertSound(bare);
      try (var repo = sandbox.open(location)) {
        var next = Sandbox.write(repo, "next", "next " + kill + "\n");
        assertTrue(next.commit().isPresent());
        assertEquals(List.of(), next.notes(), "nothing of the killed run is in the way");
      }
    }
    var messages = sandbox.git(bare, "log", "--format=%s", "main").lines().toList();
    assertEquals(messages.size(), messages.stream().distinct().count(), "no commit came twice");
  }

  /// Lets a child land commits and kills it some time after its first one.
  private void killedWriter(String location, int life) throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            folder.toString(),
            location);
    var child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      assertEquals("landed", lines.readLine());
      Thread.sleep(life);
    } finally {
      child.destroyForcibly();
      assertTrue(child.waitFor(10, TimeUnit.SECONDS));
    }
  }
}
