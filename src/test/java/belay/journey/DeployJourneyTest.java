package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an image on disk to a pinned, pushed commit, against servers on loopback.
final class DeployJourneyTest {
  @TempDir Path folder;
  private World world;

  @BeforeEach
  void begin() {
    world = new World(folder);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void pinsTheDigestDropsTheTagAndTouchesNoOtherByte() {
    var pushed = world.pushed("v1", "api", "1.0.0");
    var before = world.values("staging", "api");

    var ran = world.deploy("api=" + world.image("api", "1.0.0"), "--env", "staging");

    var digest = pushed.substring(pushed.indexOf('@') + 1);
    var expected =
        before.replace(
            "  tag: \"1.0.0\"   # who knows what this is today?\n", "  digest: " + digest + "\n");
    assertEquals(expected, world.values("staging", "api"));
    assertTrue(ran.out().contains("1.0.0 -> " + digest.substring(0, 19)), ran.out());
    assertTrue(ran.out().contains("commit " + world.head() + " on main, pushed"), ran.out());
    assertEquals("1\n", world.git("rev-list", "--count", "main~1..main"));
    assertEquals(
        "environments/staging/values/api.yaml\n",
        world.git("diff", "--name-only", "main~1", "main"));
    world.git("fsck", "--strict");
  }

  @Test
  void theCommitTellsWhatHappenedInTrailers() {
    var first = world.pushed("v1", "api", "1");
    world.deploy("api=" + first, "--env", "staging");
    var second = world.pushed("v2", "api", "2");
    world.belayWith(
        Map.of(
            "GITHUB_SHA", "4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23",
            "GITHUB_RUN_ID", "77",
            "GITHUB_REPOSITORY", "shop/api"),
        "deploy",
        "api=" + second,
        "--env",
        "staging");

    var digest = second.substring(second.indexOf('@') + 1);
    assertEquals(
        """
        Deploy api@%s (4f9d2c8)

        Belay-Service: api
        Belay-Image: %s
        Belay-Previous: %s
        Belay-Environment: staging
        Belay-Source-Revision: 4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23
        Belay-Action: deploy
        Belay-Run: https://github.com/shop/api/actions/runs/77

        """
            .formatted(digest.substring(0, 19), second, first.substring(first.indexOf('@') + 1)),
        world.git("log", "-1", "--format=%B", "main"));
    assertEquals(
        "deploy\n",
        world.git("log", "-1", "--format=%(trailers:key=Belay-Action,valueonly,separator=%x2C)"));
  }

  @Test
  void deployingTwiceIsOneDeploy() {
    var image = world.pushed("v1", "api", "1");
    world.deploy("api=" + image, "--env", "staging");
    var head = world.head();
    var ran = world.deploy("api=" + image, "--env", "staging");
    assertEquals(head, world.head());
    assertTrue(ran.out().endsWith("nothing to do: already deployed\n"), ran.out());
  }

  @Test
  void manyServicesMakeOneCommit() {
    for (var service : new String[] {"api", "web", "worker"}) {
      world.pushed("v1", service, "7");
    }
    world.deploy("api", "web", "worker", "--tag", "7", "--env", "production");
    assertEquals("1\n", world.git("rev-list", "--count", "main~1..main"));
    assertEquals(3, world.git("diff", "--name-only", "main~1", "main").lines().count());
    assertEquals("Deploy api, web, worker to production\n", world.git("log", "-1", "--format=%s"));
    assertEquals(
        3,
        world.git("log", "-1", "--format=%(trailers:key=Belay-Service)").strip().lines().count());
  }

  private Transcript said() {
    return new Transcript(world);
  }

  @Test
  void aServiceThatIsNotThereIsToldBeforeAnImageThatIsNot() throws IOException {
    said()
        .belay(4, "deploy", "apo=" + world.image("api", "9"), "--env", "staging")
        .belay(4, "deploy", "api=" + world.image("api", "9"), "--env", "staging")
        .is("deploy/not-there");
  }

  @Test
  void pushesAndDeploysABuildInOneStep() {
    world.deploy("api", "--layout", "v2", "--tag", "2", "--env", "staging");
    var digest = world.belay("digest", world.image("api", "2")).out().strip();
    assertTrue(world.values("staging", "api").contains("digest: " + digest));
  }

  @Test
  void aDryRunShowsTheDiffAndWritesNothing() throws IOException {
    var image = world.pushed("v1", "api", "1");
    var head = world.head();
    said()
        .belay(
            10, "deploy", "api=" + image, "--env", "staging", "--dry-run", "--diff", "--exit-code")
        .is("deploy/dry-run");
    assertEquals(head, world.head());

    world.deploy("api=" + image, "--env", "staging");
    assertEquals(
        0,
        world
            .belay("deploy", "api=" + image, "--env", "staging", "--dry-run", "--exit-code")
            .code());
  }

  @Test
  void aDryRunOfABuildPushesNothing() {
    var ran =
        world.belay(
            "deploy", "api", "--layout", "v2", "--tag", "2", "--env", "staging", "--dry-run");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(4, world.belay("digest", world.image("api", "2")).code());
  }

  @Test
  void aTagThatNobodyPushedNeverReachesGit() {
    world.pushed("v1", "api", "1");
    var head = world.head();
    var ran = world.belay("deploy", "api=" + world.image("api", "9"), "--env", "staging");
    assertEquals(4, ran.code());
    assertTrue(ran.err().startsWith("error: no tag \"9\" in "), ran.err());
    assertEquals(head, world.head());
  }

  @Test
  void aDigestThatTheRegistryDoesNotHaveIsRefused() {
    world.pushed("v1", "api", "1");
    var head = world.head();
    var ran =
        world.belay("deploy", "api", "--digest", "sha256:" + "0".repeat(64), "--env", "staging");
    assertEquals(4, ran.code(), ran.err());
    assertEquals(head, world.head());
  }

  @Test
  void oneFailingServiceStopsAll() {
    world.pushed("v1", "api", "7");
    var head = world.head();
    var ran = world.belay("deploy", "api", "web", "--tag", "7", "--env", "staging");
    assertEquals(4, ran.code());
    assertEquals(head, world.head());
  }

  @Test
  void namesThatAreNearlyRightGetASuggestion() throws IOException {
    var image = world.pushed("v1", "api", "1");
    said()
        .belay(2, "deploy", "api=" + image, "--env", "stagin")
        .belay(4, "deploy", "apii=" + image, "--env", "staging")
        .is("deploy/suggestions");
  }

  @Test
  void aProtectedEnvironmentNeedsYes() throws IOException {
    world.committed(
        "belay.yaml",
        """
        schema: belay/v1
        environments:
          - name: staging
          - name: production
            protect: true
        """);
    var image = world.pushed("v1", "api", "1");
    var head = world.head();
    said().belay(3, "deploy", "api=" + image, "--env", "production").is("deploy/protected");
    assertEquals(head, world.head());
    world.deploy("api=" + image, "--env", "production", "--yes");
    assertNotEquals(head, world.head());
  }

  @Test
  void aServiceWithSeveralImagesIsTakenByName() throws IOException {
    world.committed(
        "belay.yaml",
        """
        schema: belay/v1
        environments: [{name: staging}]
        services:
          api:
            images: {main: image, sidecar: sidecar.image}
        """);
    var image = world.pushed("v1", "proxy", "1");
    said().belay(2, "deploy", "api=" + image, "--env", "staging").is("deploy/several-images");

    var before = world.values("staging", "api");
    world.deploy("api/sidecar=" + image, "--env", "staging");
    var at = image.indexOf('@');
    assertEquals(
        before
            + """
            sidecar:
              image:
                repository: %s
                digest: %s
            """
                .formatted(image.substring(0, at), image.substring(at + 1)),
        world.values("staging", "api"));
  }

  @Test
  void aValuesFileThatCannotBeEditedSafelyIsRefusedWithItsPlace() throws IOException {
    world.committed(
        "environments/staging/values/api.yaml",
        "image: &i\n  repository: a.example.com/b\n  tag: \"1\"\nother: *i\n");
    var image = world.pushed("v1", "api", "1");
    var head = world.head();
    said().belay(3, "deploy", "api=" + image, "--env", "staging").is("deploy/anchor");
    assertEquals(head, world.head());
  }

  @Test
  void worksInACloneAndLeavesOtherChangesAlone() throws IOException {
    var image = world.pushed("v1", "api", "1");
    var clone = folder.resolve("clone");
    World.gitIn(folder, "clone", "-q", world.url(), clone.toString());
    var other = clone.resolve("environments/staging/values/web.yaml");
    Files.writeString(other, Files.readString(other) + "# mine\n");

    var ran = Ran.in(clone, Map.of(), "deploy", "api=" + image, "--env", "staging");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(World.gitIn(clone, "rev-parse", "HEAD").strip(), world.head());
    assertEquals(
        " M environments/staging/values/web.yaml\n", World.gitIn(clone, "status", "--short"));

    var refused = Ran.in(clone, Map.of(), "deploy", "web=" + image, "--env", "staging");
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains("environments/staging/values/web.yaml"), refused.err());
  }

  @Test
  void noPushKeepsTheCommitInTheClone() {
    var image = world.pushed("v1", "api", "1");
    var clone = folder.resolve("clone");
    World.gitIn(folder, "clone", "-q", world.url(), clone.toString());
    var head = world.head();
    var ran = Ran.in(clone, Map.of(), "deploy", "api=" + image, "--env", "staging", "--no-push");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(head, world.head());
    assertEquals("1\n", World.gitIn(clone, "rev-list", "--count", "origin/main..main"));
    assertEquals("", World.gitIn(clone, "status", "--short"));
    assertFalse(ran.out().contains("pushed"), ran.out());
  }

  @Test
  void leavesNoWorkTreeBehindWhenTheRepositoryIsAUrl() throws IOException {
    var image = world.pushed("v1", "api", "1");
    world.deploy("api=" + image, "--env", "staging");
    try (Stream<Path> files = Files.walk(folder.resolve("belay-cache"))) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".yaml")).count());
    }
  }

  @Test
  void answersForProgramsAreJson() throws IOException {
    var image = world.pushed("v1", "api", "1");
    said().belay(0, "deploy", "api=" + image, "--env", "staging", "-o", "json").is("deploy/json");
  }

  @Test
  void serversThatAreNotThereAreUnreachable() {
    var registry = world.belay("digest", "127.0.0.1:1/a:1");
    assertEquals(9, registry.code(), registry.err());
    var image = world.pushed("v1", "api", "1");
    var git =
        world.belay(
            "deploy", "api=" + image, "--env", "staging", "--repo", "http://127.0.0.1:1/x.git");
    assertEquals(9, git.code(), git.err());
    var missing =
        world.belay(
            "deploy",
            "api=" + image,
            "--env",
            "staging",
            "--repo",
            world.git.url("nope").toString());
    assertEquals(4, missing.code(), missing.err());
  }

  @Test
  void historyTellsWhoWhenAndFromWhat() throws IOException {
    var first = world.pushed("v1", "api", "1");
    var second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "staging", "--revision", "a".repeat(40));
    world.deploy("api=" + second, "--env", "staging");
    world.committed(
        "environments/staging/values/api.yaml",
        world.values("staging", "api").replace("LOG_LEVEL: info", "LOG_LEVEL: debug"));
    world.committed(
        "environments/staging/values/api.yaml",
        world.values("staging", "api").replaceAll("digest: .*", "tag: \"3\""));

    said()
        .belay(0, "history", "api", "--env", "staging")
        .belay(0, "history", "api", "--env", "staging", "-n", "1")
        .is("deploy/history");
    assertEquals(4, world.belay("history", "apo", "--env", "staging").code());
  }
}
