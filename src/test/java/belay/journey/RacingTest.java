package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.demo.LoopbackRegistry;
import belay.demo.SampleImage;
import belay.git.object.Draft;
import belay.peers.GitHttp;
import belay.peers.Peer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A matrix build: 32 jobs deploy 32 services to one branch at the same moment, each with a cache
/// of its own as on a machine of its own, through git's own http-backend. None may fail, none may
/// get lost.
final class RacingTest {
  private static final int JOBS = 32;

  @TempDir Path folder;

  @Test
  void everyJobOfAMatrixLands() throws Exception {
    Peer.require("nginx", "fcgiwrap", "git");
    var bare = folder.resolve("git/gitops.git");
    Files.createDirectories(bare.getParent());
    try (var registry = LoopbackRegistry.start(folder.resolve("registry-content"))) {
      World.repository(folder, bare, new Draft(files(registry.address()), "Begin\n"));
      World.gitIn(bare, "config", "http.receivepack", "true");
      try (var git = GitHttp.open(bare.getParent())) {
        race(registry.address() + "/shop/api:1", git.url("gitops.git"));
      }
    }
    assertEquals(JOBS + 1 + "\n", World.gitIn(bare, "rev-list", "--count", "main"));
    World.gitIn(bare, "fsck", "--strict");
    for (var job = 0; job < JOBS; job++) {
      var values = World.gitIn(bare, "show", "main:environments/staging/values/s" + job + ".yaml");
      assertTrue(values.contains("digest: sha256:"), values);
    }
  }

  private void race(String image, String url) {
    SampleImage.write(folder.resolve("v1"), "1", 1);
    assertEquals(0, Ran.in(folder, "push", "v1", image).code());
    List<Ran> runs =
        IntStream.range(0, JOBS)
            .boxed()
            .gather(Gatherers.mapConcurrent(JOBS, job -> deploy(job, image, url)))
            .toList();
    runs.forEach(ran -> assertEquals(0, ran.code(), ran.err()));
  }

  private Ran deploy(int job, String image, String url) {
    return Ran.in(
        folder,
        Map.of("BELAY_CACHE_DIR", folder.resolve("cache" + job).toString()),
        "deploy",
        "s" + job + "=" + image,
        "--env",
        "staging",
        "--repo",
        url);
  }

  private static Map<String, byte[]> files(String registry) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (var job = 0; job < JOBS; job++) {
      files.put(
          "environments/staging/values/s" + job + ".yaml",
          "image:\n  repository: %s/shop/api\n  tag: old\n"
              .formatted(registry)
              .getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  @Test
  void theLaterOfTwoWritersWinsAndSaysWhatItReplaced() {
    try (var world = new World(folder)) {
      var first = world.pushed("v1", "api", "1");
      var second = world.pushed("v2", "api", "2");
      List<Ran> runs =
          List.of(first, second).stream()
              .gather(
                  Gatherers.mapConcurrent(
                      2, image -> world.belay("deploy", "api=" + image, "--env", "staging")))
              .toList();
      runs.forEach(ran -> assertEquals(0, ran.code(), ran.err()));
      var loser = world.git("show", "main~1:environments/staging/values/api.yaml");
      var previous =
          world
              .git("log", "-1", "--format=%(trailers:key=Belay-Previous,valueonly)", "main")
              .strip();
      assertTrue(loser.contains("digest: " + previous), previous);
      assertEquals(
          List.of("deploy", "deploy", "manual"),
          world
              .belay("history", "api", "--env", "staging")
              .out()
              .lines()
              .map(line -> line.split(" {2,}")[4])
              .toList());
    }
  }
}
