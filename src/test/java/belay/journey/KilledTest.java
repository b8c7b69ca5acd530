package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.demo.SampleImage;
import belay.peers.DockerRegistry;
import belay.peers.GitHttp;
import belay.peers.Peer;
import belay.peers.Soundness;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Power cuts: the process is killed with SIGKILL at fifty random moments. What it worked on must
/// be sound afterwards, and the next run must succeed. The registry and the Git server are the real
/// ones.
final class KilledTest {
  private static final int KILLS = 25;
  private static final Map<String, String> ADA =
      Map.of(
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.com",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.com");

  private final Random random = new Random(1815);

  @TempDir Path folder;
  private DockerRegistry registry;
  private GitHttp git;
  private Path bare;

  @BeforeEach
  void begin() throws Exception {
    Peer.require("docker-registry", "skopeo", "nginx", "fcgiwrap", "git");
    registry = DockerRegistry.anonymous();
    Files.createDirectories(folder.resolve("git"));
    bare = folder.resolve("git/gitops.git");
    World.sample(folder, bare, registry.address());
    World.gitIn(bare, "config", "http.receivepack", "true");
    git = GitHttp.open(folder.resolve("git"));
    for (var version = 0; version <= KILLS; version++) {
      SampleImage.write(folder.resolve("v" + version), "v", version);
    }
  }

  @AfterEach
  void end() throws Exception {
    git.close();
    registry.close();
  }

  @Test
  void aPushThatIsKilledLeavesASoundRegistry() throws Exception {
    var whole = run(push(0));
    for (var version = 1; version <= KILLS; version++) {
      killed(push(version), whole);
    }
    for (var version = 1; version <= KILLS; version += 6) {
      run(push(version));
      Tool.run(
          folder,
          "skopeo",
          "copy",
          "-q",
          "--all",
          "--src-tls-verify=false",
          "docker://" + image(version),
          "dir:" + folder.resolve("copy" + version));
    }
  }

  @Test
  void aDeploymentThatIsKilledLeavesASoundRepository() throws Exception {
    for (var version = 0; version <= KILLS; version++) {
      run(push(version));
    }
    var whole = run(deploy(0));
    for (var version = 1; version <= KILLS; version++) {
      killed(deploy(version), whole);
      Soundness.check(bare);
    }
    run(deploy(KILLS));
    var values = World.gitIn(bare, "show", "main:environments/staging/values/api.yaml");
    var digest =
        new String(
            Tool.run(
                folder,
                "skopeo",
                "inspect",
                "--raw",
                "--tls-verify=false",
                "docker://" + image(KILLS)),
            UTF_8);
    assertTrue(values.contains(belay.image.Digest.of(digest.getBytes(UTF_8)).toString()), values);
    assertEachCommitChangesOneLine();
  }

  /// A commit that was made is a whole one, whatever happened to the process after it.
  private void assertEachCommitChangesOneLine() {
    var changed = World.gitIn(bare, "log", "--format=", "--numstat", "main~1");
    var commits = World.gitIn(bare, "rev-list", "main").lines().toList();
    assertTrue(commits.size() >= 2, changed);
    for (var commit : commits.subList(0, commits.size() - 1)) {
      assertEquals(
          "1\t1\tenvironments/staging/values/api.yaml",
          World.gitIn(bare, "show", "--format=", "--numstat", commit).strip());
    }
  }

  private List<String> push(int version) {
    return List.of("push", "v" + version, image(version));
  }

  private List<String> deploy(int version) {
    return List.of(
        "deploy", "api=" + image(version), "--env", "staging", "--repo", git.url("gitops.git"));
  }

  private String image(int version) {
    return registry.address() + "/shop/api:v" + version;
  }

  /// Runs to the end, which must be a good one, and tells how long it took.
  private Duration run(List<String> command) throws IOException, InterruptedException {
    var start = Instant.now();
    var process = Program.start(folder, ADA, command);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
    return Duration.between(start, Instant.now());
  }

  private void killed(List<String> command, Duration whole)
      throws IOException, InterruptedException {
    var process = Program.start(folder, ADA, command);
    process.waitFor(random.nextLong(whole.toMillis()), TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    process.waitFor();
  }
}
