package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.peers.ForgeStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pull requests in place of pushes: a real Git server, and a stand-in for the API beside it.
final class ProposalJourneyTest {
  @TempDir Path folder;
  private World world;
  private ForgeStandIn forge;
  private String first;
  private String second;

  @BeforeEach
  void begin() throws IOException {
    world = new World(folder);
    forge = ForgeStandIn.gitlab("gitops");
    world.committed(
        "belay.yaml",
        """
        schema: belay/v1
        environments: [{name: staging}, {name: production, protect: true}]
        forge: {kind: gitlab, api: "%s"}
        """
            .formatted(forge.address()));
    first = world.pushed("v1", "api", "1");
    second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "staging");
  }

  @AfterEach
  void end() {
    forge.close();
    world.close();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  private Ran promote(String... more) {
    var arguments =
        new java.util.ArrayList<>(
            java.util.List.of("promote", "api", "--to", "production", "--pull-request"));
    arguments.addAll(java.util.List.of(more));
    var ran =
        world.belayWith(
            Map.of("BELAY_FORGE_TOKEN", ForgeStandIn.TOKEN), arguments.toArray(String[]::new));
    assertEquals(0, ran.code(), ran.out() + ran.err());
    return ran;
  }

  private String branch() {
    var branches = world.git("branch", "--list", "belay/*", "--format=%(refname:short)").strip();
    assertTrue(branches.matches("belay/promote-production-api-[0-9a-f]{8}"), branches);
    return branches;
  }

  private String proposed(String path) {
    return world.git("show", branch() + ":" + path);
  }

  @Test
  void aBranchIsPushedAndARequestOpened() {
    var main = world.head();
    var ran = promote();
    assertEquals(main, world.head());
    assertTrue(
        proposed("environments/production/values/api.yaml").contains(digest(first)), ran.out());
    assertEquals(main, world.git("rev-parse", branch() + "~1").strip());
    assertTrue(
        ran.out()
            .endsWith(
                "branch %s for main is pushed, request opened: https://forge.example.com/gitops"
                        .formatted(branch())
                    + "/-/merge_requests/1\n"),
        ran.out());
    var pull = forge.pulls().getFirst();
    assertEquals(branch(), pull.head);
    assertEquals("main", pull.base);
    assertEquals(
        "Promote api@%s from staging to production".formatted(digest(first).substring(0, 19)),
        pull.title);
    assertTrue(pull.body.contains("`%s`".formatted(first)), pull.body);
  }

  @Test
  void askingTwiceMovesNothing() {
    promote();
    var before = world.git("rev-parse", branch());
    var json = promote("-o", "json").out();
    assertEquals(before, world.git("rev-parse", branch()));
    assertEquals(1, forge.pulls().size());
    assertTrue(json.contains("\"state\" : \"updated\""), json);
    assertTrue(json.contains("\"outcome\" : \"proposed\""), json);
  }

  @Test
  void aNewerDigestUpdatesTheSameRequestWithoutForce() {
    promote();
    var before = world.git("rev-parse", branch()).strip();
    world.deploy("api=" + second, "--env", "staging");
    promote();
    assertEquals(1, forge.pulls().size());
    assertTrue(
        forge.pulls().getFirst().title.contains(digest(second).substring(0, 19)),
        forge.pulls().getFirst().title);
    world.git("merge-base", "--is-ancestor", before, branch());
    world.git("merge-base", "--is-ancestor", "main", branch());
    assertEquals(
        "environments/production/values/api.yaml\n",
        world.git("diff", "--name-only", "main", branch()));
    assertTrue(proposed("environments/production/values/api.yaml").contains(digest(second)));
    world.git("fsck", "--strict");
  }

  @Test
  void whatOthersPushedToTheBranchIsNotOverwritten() throws IOException {
    promote();
    var clone = Files.createTempDirectory(folder, "bob");
    World.gitIn(folder, "clone", "-q", "-b", branch(), world.bare.toString(), clone.toString());
    World.gitIn(clone, "commit", "-q", "--allow-empty", "-m", "Think about it");
    World.gitIn(clone, "push", "-q", "origin", "HEAD");
    world.deploy("api=" + second, "--env", "staging");
    var ran = world.belay("promote", "api", "--to", "production", "--pull-request");
    assertEquals(5, ran.code());
    assertEquals(
        "error: Bob <bob@example.com> has pushed to branch \"%s\": Think about it\n"
                .formatted(branch())
            + "  help: merge that branch or delete it, then try again\n",
        ran.err());
  }

  @Test
  void afterTheMergeThereIsNothingToDo() throws IOException {
    promote();
    var clone = Files.createTempDirectory(folder, "bob");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    World.gitIn(clone, "merge", "-q", "--no-ff", "origin/" + branch());
    World.gitIn(clone, "push", "-q", "origin", "main");
    forge.pulls().getFirst().open = false;
    assertTrue(promote().out().contains("nothing to do"));
    world.deploy("api=" + second, "--env", "staging");
    promote();
    assertEquals(2, forge.pulls().size());
    world.git("merge-base", "--is-ancestor", "main", branch());
  }

  @Test
  void withoutATokenThePageIsPrinted() {
    var ran = world.belay("promote", "api", "--to", "production", "--pull-request");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(
        ran.out().contains("no request was opened: no token: set BELAY_FORGE_TOKEN"), ran.out());
    assertTrue(ran.out().contains("\nopen it: http://127.0.0.1:"), ran.out());
    assertTrue(ran.out().contains("/gitops/-/merge_requests/new?"), ran.out());
  }

  @Test
  void deployAndRollbackProposeAsWell() {
    world.deploy("api=" + first, "--env", "production", "--yes");
    world.deploy("api=" + second, "--env", "production", "--yes");
    var main = world.head();
    var rollback = world.belay("rollback", "api", "--env", "production", "--pull-request");
    assertEquals(0, rollback.code(), rollback.err());
    var deploy = world.belay("deploy", "api=" + second, "--env", "staging", "--pull-request");
    assertEquals(0, deploy.code(), deploy.err());
    assertEquals(main, world.head());
    var branches = world.git("branch", "--list", "belay/*", "--format=%(refname:short)");
    assertTrue(branches.contains("belay/deploy-staging-api-"), branches);
    assertTrue(branches.contains("belay/rollback-production-api-"), branches);
    var back = branches.lines().filter(b -> b.contains("rollback")).findFirst().orElseThrow();
    assertTrue(world.git("show", back + ":.belay/holds.yaml").contains(digest(second)));
  }

  @Test
  void aCloneProposesWithoutTouchingItsWorkTree() throws IOException {
    var clone = Files.createTempDirectory(folder, "ada");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    Files.writeString(clone.resolve("mine.txt"), "not yet\n");
    World.gitIn(clone, "add", "mine.txt");
    World.gitIn(clone, "commit", "-qm", "Mine alone");
    var ran =
        Ran.in(
            folder,
            "promote",
            "api",
            "--to",
            "production",
            "--pull-request",
            "--repo",
            clone.toString());
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", World.gitIn(clone, "status", "--porcelain"));
    assertFalse(world.git("ls-tree", "--name-only", branch()).contains("mine.txt"));
    assertTrue(ran.out().contains("no request was opened"), ran.out());
    var noPush =
        Ran.in(
            folder,
            "promote",
            "api",
            "--to",
            "production",
            "--pull-request",
            "--no-push",
            "--repo",
            clone.toString());
    assertEquals(2, noPush.code());
  }

  @Test
  void aBareRepositoryGetsTheBranchAlone() {
    var ran =
        Ran.in(
            folder,
            "promote",
            "api",
            "--to",
            "production",
            "--pull-request",
            "--repo",
            world.bare.toString());
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("a repository by its path has no server"), ran.out());
    assertTrue(proposed("environments/production/values/api.yaml").contains(digest(first)));
  }
}
