package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.GitHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that lands commits is ended by SIGKILL, SIGINT or SIGTERM at random moments;
/// everything it worked on has to be sound, and the next run has to succeed. The clone of an
/// interrupted one is git's to work with at once.
final class KillTest {
  private static final int KILLS = Integer.getInteger("belay.test.kills", 13);
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
      assertGitWorks(clone);
      sandbox.assertSound(clone);
      assertEquals("", sandbox.git(clone, "status", "--porcelain"));
      assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "HEAD"));
    }
  }

  @Test
  void anInterruptedOneLeavesACloneThatGitWorksWith() throws Exception {
    try (var server = GitHttp.open(folder)) {
      sandbox.git(folder, "clone", "-q", server.url("gitops.git"), "clone");
      var clone = folder.resolve("clone");
      var random = new Random(7);
      for (var kill = 0; kill < KILLS; kill++) {
        ended(
            clone.toString(), random.nextInt(LONGEST_LIFE_MILLIS), kill % 2 == 0 ? "INT" : "TERM");
        assertGitWorks(clone);
      }
    }
  }

  /// Whoever asks for a passphrase, or what git fetches for a partial clone, ends with it.
  @Test
  void anInterruptedOneLeavesNoProgramRunning() throws Exception {
    var clone = sandbox.clone(bare, "clone");
    var begun = folder.resolve("begun");
    var gpg = folder.resolve("gpg");
    Files.writeString(
        gpg, "#!/bin/sh\necho $$ >%s.new; mv %1$s.new %1$s\nsleep 60\n".formatted(begun));
    assertTrue(gpg.toFile().setExecutable(true));
    sandbox.git(clone, "config", "gpg.program", gpg.toString());
    sandbox.git(clone, "config", "commit.gpgSign", "true");
    var child = start(clone.toString());
    try {
      while (!Files.exists(begun)) {
        assertTrue(child.isAlive());
        Thread.sleep(10);
      }
      var program = ProcessHandle.of(Long.parseLong(Files.readString(begun).strip()));
      end(child, "TERM");
      assertEquals(130, child.exitValue());
      for (var wait = 0; program.filter(KillTest::runs).isPresent(); wait++) {
        assertTrue(wait < 500, "it runs on");
        Thread.sleep(10);
      }
    } finally {
      child.destroyForcibly();
    }
  }

  /// One that has ended and that nobody has waited for has no command.
  private static boolean runs(ProcessHandle program) {
    return program.isAlive() && program.info().command().isPresent();
  }

  /// What a user does next.
  private void assertGitWorks(Path clone) {
    assertEquals("", sandbox.git(clone, "status", "--porcelain"));
    sandbox.git(clone, "add", "-A");
    sandbox.git(clone, "pull", "-q", "--ff-only");
    assertEquals(sandbox.git(bare, "rev-parse", "main"), sandbox.git(clone, "rev-parse", "HEAD"));
    assertEquals("", sandbox.git(clone, "status", "--porcelain"));
  }

  private void killAndGoOn(String location) throws Exception {
    var random = new Random(42);
    for (var kill = 0; kill < KILLS; kill++) {
      ended(location, random.nextInt(LONGEST_LIFE_MILLIS), "KILL");
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

  /// Lets a child land commits and sends it a signal some time after its first one.
  private void ended(String location, int life, String signal) throws Exception {
    var child = start(location);
    try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      assertEquals("landed", lines.readLine());
      Thread.sleep(life);
      end(child, signal);
    } finally {
      child.destroyForcibly();
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    }
  }

  private Process start(String location) throws IOException {
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
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void end(Process child, String signal) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start();
    assertEquals(0, kill.waitFor());
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
  }
}
