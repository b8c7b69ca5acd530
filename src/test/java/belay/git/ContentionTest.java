package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.git.location.GitSettings;
import belay.git.object.Draft;
import belay.host.Host;
import belay.host.Log;
import belay.peers.GitHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many writers on one branch of one server: no commit may be lost, none may come twice.
final class ContentionTest {
  private static final int BY_URL = 14;
  private static final int SHARED_CACHE = 6;
  private static final int BY_CLONE = 8;
  private static final int BY_GIT = 4;

  @TempDir Path folder;

  @Test
  void thirtyTwoWritersAllLandOnce() throws Exception {
    var sandbox = new Sandbox(folder);
    var bare = sandbox.bare("gitops.git");
    try (var server = GitHttp.open(folder)) {
      var url = server.url("gitops.git");
      var work = new ArrayList<Callable<Integer>>();
      IntStream.range(0, BY_URL).forEach(n -> work.add(() -> land(sandbox, url, "own" + n, true)));
      IntStream.range(0, SHARED_CACHE)
          .forEach(n -> work.add(() -> land(sandbox, url, "shared" + n, false)));
      for (var n = 0; n < BY_CLONE; n++) {
        sandbox.git(folder, "clone", "-q", url, "clone" + n);
        var clone = folder.resolve("clone" + n).toString();
        var name = "byclone" + n;
        work.add(() -> land(sandbox, clone, name, false));
      }
      for (var n = 0; n < BY_GIT; n++) {
        sandbox.git(folder, "clone", "-q", url, "git" + n);
        var clone = folder.resolve("git" + n);
        var name = "bygit" + n;
        work.add(() -> pushByGit(sandbox, clone, name));
      }
      try (var threads = Executors.newFixedThreadPool(work.size())) {
        var attempts = 0;
        for (var done : threads.invokeAll(work)) {
          attempts += done.get();
        }
        assertTrue(attempts >= work.size(), "attempts " + attempts);
      }
      assertEquals(32, work.size());
    }
    assertEachOnce(sandbox, bare);
  }

  /// Each writer adds its own file and a line to a file that all share.
  private static int land(Sandbox sandbox, String location, String name, boolean ownCache) {
    var host = ownCache ? withCache(sandbox, name) : sandbox.host();
    var settings = GitSettings.of(location).withTimeout(Duration.ofMinutes(3));
    try (var repo = GitRepo.open(host, Log.none(), settings)) {
      return Sandbox.land(
              repo,
              tip -> {
                var log = repo.read(tip.id(), "shared.log").map(Optional::of).map(Sandbox::text);
                var files = new HashMap<>(Sandbox.draft("files/" + name, name).files());
                files.putAll(Sandbox.draft("shared.log", log.orElse("") + name + "\n").files());
                return Optional.of(new Draft(files, "land " + name));
              })
          .attempts();
    }
  }

  private static Host withCache(Sandbox sandbox, String name) {
    var host = sandbox.host();
    var env = new HashMap<>(host.env());
    env.put("BELAY_CACHE_DIR", sandbox.root().resolve("cache-of-" + name).toString());
    return new Host(host.cwd(), env, host.streams(), host.clock(), host.random());
  }

  private static int pushByGit(Sandbox sandbox, Path clone, String name) throws Exception {
    for (var attempt = 1; attempt < 200; attempt++) {
      sandbox.git(clone, "fetch", "-q");
      sandbox.git(clone, "reset", "-q", "--hard", "origin/main");
      Sandbox.write(clone, "files/" + name, name);
      var log = clone.resolve("shared.log");
      var before = Files.exists(log) ? Files.readString(log) : "";
      Files.writeString(log, before + name + "\n");
      sandbox.git(clone, "add", "-A");
      sandbox.git(clone, "commit", "-qm", "land " + name);
      if (sandbox.tryGit(clone, "push", "-q", "origin", "HEAD:main").exit() == 0) {
        return attempt;
      }
      Thread.sleep(sandbox.host().random().nextLong(400));
    }
    throw new AssertionError("git itself never won");
  }

  private static void assertEachOnce(Sandbox sandbox, Path bare) {
    sandbox.assertSound(bare);
    var subjects = sandbox.git(bare, "log", "--format=%s", "main").lines().toList();
    var landed = subjects.stream().filter(line -> line.startsWith("land ")).toList();
    assertEquals(32, landed.size(), landed::toString);
    assertEquals(32, landed.stream().distinct().count());
    var expected = landed.stream().map(line -> line.substring(5)).sorted().toList();
    var lines = sandbox.git(bare, "show", "main:shared.log").lines().sorted().toList();
    assertEquals(expected, lines, "no line of the shared file was overwritten");
    List<String> files =
        sandbox
            .git(bare, "ls-tree", "--name-only", "main", "files/")
            .lines()
            .map(line -> line.substring("files/".length()))
            .sorted()
            .collect(Collectors.toList());
    assertEquals(expected, files);
  }
}
