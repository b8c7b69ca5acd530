package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.host.Host;
import belay.peers.Peer;
import belay.peers.Tool;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackGitTest {
  private static final Map<String, String> NOBODY =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_TERMINAL_PROMPT", "0",
          "GIT_AUTHOR_NAME", "a",
          "GIT_AUTHOR_EMAIL", "a@example.com",
          "GIT_COMMITTER_NAME", "a",
          "GIT_COMMITTER_EMAIL", "a@example.com");

  @TempDir Path temp;
  private LoopbackGit server = LoopbackGit.start(Host.system(), Path.of("unset"));

  @BeforeEach
  void serveOneRepository() throws Exception {
    Peer.require("git");
    server.close();
    Files.createDirectory(temp.resolve("srv"));
    git(temp, "init", "-q", "--bare", "-b", "main", "srv/gitops.git");
    server = LoopbackGit.start(Host.system(), temp.resolve("srv"));
    git(temp, "init", "-q", "-b", "main", "first");
    Files.writeString(temp.resolve("first/a.txt"), "1\n");
    commit("first", "one");
    git(temp.resolve("first"), "push", "-q", server.url("gitops").toString(), "main");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String git(Path folder, String... arguments) throws IOException {
    var command = Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toArray(String[]::new);
    return new String(Tool.run(folder, NOBODY, command), UTF_8).strip();
  }

  private void commit(String clone, String message) throws IOException {
    git(temp.resolve(clone), "add", "-A");
    git(temp.resolve(clone), "commit", "-q", "-m", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2"})
  void gitClonesAndPushesByEachProtocol(String version) throws Exception {
    var protocol = "protocol.version=" + version;
    git(temp, "-c", protocol, "clone", "-q", server.url("gitops.git").toString(), "clone");
    assertEquals("1\n", Files.readString(temp.resolve("clone/a.txt")));
    Files.writeString(temp.resolve("clone/a.txt"), "2\n");
    commit("clone", "two");
    git(temp.resolve("clone"), "-c", protocol, "push", "-q");
    git(
        temp.resolve("first"),
        "-c",
        protocol,
        "pull",
        "-q",
        server.url("gitops").toString(),
        "main");
    assertEquals("2\n", Files.readString(temp.resolve("first/a.txt")));
    git(temp.resolve("srv/gitops.git"), "fsck", "--strict");
  }

  @Test
  void protocolVersionTwoIsReallySpoken() throws Exception {
    var connection =
        (HttpURLConnection)
            URI.create(server.url("gitops") + "/info/refs?service=git-upload-pack")
                .toURL()
                .openConnection();
    connection.setRequestProperty("Git-Protocol", "version=2");
    try (var in = connection.getInputStream()) {
      assertTrue(new String(in.readAllBytes(), UTF_8).contains("version 2"));
    }
    assertEquals("application/x-git-upload-pack-advertisement", connection.getContentType());
  }

  @Test
  void aShallowCloneGetsOneCommitAndMayPush() throws Exception {
    for (var i = 2; i < 6; i++) {
      Files.writeString(temp.resolve("first/a.txt"), i + "\n");
      commit("first", "commit " + i);
    }
    git(temp.resolve("first"), "push", "-q", server.url("gitops").toString(), "main");
    git(temp, "clone", "-q", "--depth", "1", server.url("gitops").toString(), "shallow");
    assertEquals("1", git(temp.resolve("shallow"), "rev-list", "--count", "HEAD"));
    Files.writeString(temp.resolve("shallow/b.txt"), "b\n");
    commit("shallow", "from a shallow clone");
    git(temp.resolve("shallow"), "push", "-q");
    git(temp.resolve("shallow"), "fetch", "-q", "--unshallow");
    assertEquals("6", git(temp.resolve("shallow"), "rev-list", "--count", "HEAD"));
  }

  @Test
  void aCompressedRequestIsUnderstood() throws Exception {
    git(temp, "clone", "-q", server.url("gitops").toString(), "clone");
    // git offers its newest commits first, to the second: what the server lacks must come before
    // what it has, or the request ends before it is long enough to be compressed.
    Thread.sleep(1100);
    for (var i = 0; i < 60; i++) {
      Files.writeString(temp.resolve("clone/c.txt"), "c" + i);
      commit("clone", "local " + i);
    }
    Files.writeString(temp.resolve("first/d.txt"), "d");
    commit("first", "more");
    git(temp.resolve("first"), "push", "-q", server.url("gitops").toString(), "main");
    var trace = temp.resolve("trace");
    Tool.run(
        temp.resolve("clone"),
        Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_TRACE_CURL", trace.toString()),
        "git",
        "-c",
        "protocol.version=0",
        "fetch",
        "-q");
    assertTrue(Files.readString(trace).contains("Content-Encoding: gzip"));
    assertEquals(
        git(temp.resolve("first"), "rev-parse", "HEAD"),
        git(temp.resolve("clone"), "rev-parse", "origin/main"));
  }

  @Test
  void ofManyPushesOnOneBaseOneWins() throws Exception {
    var clones = 6;
    for (var i = 0; i < clones; i++) {
      git(temp, "clone", "-q", server.url("gitops").toString(), "c" + i);
      Files.writeString(temp.resolve("c" + i + "/own.txt"), "mine " + i);
      commit("c" + i, "by " + i);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pushes =
          IntStream.range(0, clones)
              .mapToObj(i -> threads.submit(() -> pushes(temp.resolve("c" + i))))
              .toList();
      var won = 0;
      for (var push : pushes) {
        won += push.get() ? 1 : 0;
      }
      assertEquals(1, won);
    }
    assertEquals("2", git(temp.resolve("srv/gitops.git"), "rev-list", "--count", "main"));
    git(temp.resolve("srv/gitops.git"), "fsck", "--strict");
  }

  private static boolean pushes(Path clone) {
    try {
      git(clone, "push", "-q");
      return true;
    } catch (AssertionError _) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "..", "gitops/objects", ".git", "%2e%2e"})
  void otherPathsAreNotThere(String name) {
    assertThrows(
        AssertionError.class,
        () -> git(temp, "ls-remote", server.url("x").toString().replace("x", "") + name));
  }
}
