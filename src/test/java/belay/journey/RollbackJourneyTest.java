package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Back to what was there before, and what then must not come again.
final class RollbackJourneyTest {
  private static final String HOLDS = ".belay/holds.yaml";

  @TempDir Path folder;
  private World world;
  private String first;
  private String second;

  @BeforeEach
  void begin() {
    world = new World(folder);
    first = world.pushed("v1", "api", "1");
    second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "production");
    world.deploy("api=" + second, "--env", "production");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  private static String cut(String image) {
    return digest(image).substring(0, 19);
  }

  private boolean runs(String image) {
    return world.values("production", "api").contains(digest(image));
  }

  private Ran done(String... arguments) {
    var ran = world.belay(arguments);
    assertEquals(0, ran.code(), ran.out() + ran.err());
    return ran;
  }

  private Ran refused(String... arguments) {
    var head = world.head();
    var ran = world.belay(arguments);
    assertEquals(3, ran.code(), ran.out() + ran.err());
    assertEquals(head, world.head());
    return ran;
  }

  @Test
  void bringsBackTheImageAndKeepsOtherEdits() throws IOException {
    var edited = world.values("production", "api").replace("replicaCount: 2", "replicaCount: 9");
    world.committed("environments/production/values/api.yaml", edited);
    done("rollback", "api", "--env", "production", "--reason", "it crashes");
    assertEquals(edited.replace(digest(second), digest(first)), world.values("production", "api"));
    assertEquals(
        """
        Roll back api to %s in production

        Belay-Service: api
        Belay-Image: %s
        Belay-Previous: %s
        Belay-Environment: production
        Belay-Action: rollback
        Belay-Reason: it crashes
        Belay-Hold: %s

        """
            .formatted(cut(first), first, digest(second), digest(second)),
        world.git("log", "-1", "--format=%B"));
    assertEquals(
        "%s\nenvironments/production/values/api.yaml\n".formatted(HOLDS),
        world.git("diff", "--name-only", "main~1", "main"));
  }

  @Test
  void whatIsLeftBehindIsHeldByNameWithTimeAndReason() {
    done("rollback", "api", "--env", "production", "--reason", "it \"crashes\"");
    var holds = world.git("show", "main:" + HOLDS);
    assertEquals(
        """
        # Digests that are not to be deployed. belay hold and belay rollback add them, belay release
        # takes them out again; entries may be written by hand as well.
        holds:
          - digest: %s
            service: api
            environment: production
            by: "Ada <ada@example.com>"
            at: "NOW"
            reason: "it \\"crashes\\""
        """
            .formatted(digest(second)),
        holds.replaceAll("2[0-9-]+T[0-9:]+Z", "NOW"));
    for (var environment : new String[] {"production", "staging"}) {
      var ran = refused("deploy", "api=" + second, "--env", environment);
      assertTrue(
          ran.err()
              .matches(
                  "(?s)error: api: %s is held by Ada <ada@example.com> at 2[0-9TZ:-]+ in production:"
                          .formatted(cut(second))
                      + " it \"crashes\"\n  help: take another image, or lift the hold: belay"
                      + " release %s\n".formatted(digest(second))),
          ran.err());
    }
    refused("deploy", "api", "--tag", "2", "--env", "production");
    var again = refused("rollback", "api", "--env", "production");
    assertTrue(
        again
            .err()
            .endsWith(
                "  help: go back further (--to), or lift the hold: belay release %s\n"
                    .formatted(digest(second))),
        again.err());
  }

  @Test
  void aReasonIsOneLine() {
    done("rollback", "api", "--env", "production", "--reason", " slow\nand worse ");
    var holds = world.git("show", "main:" + HOLDS);
    assertTrue(holds.endsWith("    reason: \"slow and worse\"\n"), holds);
  }

  @Test
  void aMisspeltListOfHoldsLiftsNone() throws IOException {
    world.committed(HOLDS, "# ours\nhold:\n  - digest: %s\n".formatted(digest(first)));
    var ran = world.belay("deploy", "api=" + first, "--env", "production");
    assertEquals(2, ran.code(), ran.out());
    assertEquals(
        """
        error: .belay/holds.yaml:2:1: there is no holds in this file, but hold
          help: write the list below holds:
        """,
        ran.err());
  }

  @Test
  void promotingWhatIsHeldIsRefused() {
    world.deploy("api=" + second, "--env", "staging");
    done("rollback", "api", "--env", "production");
    var ran = refused("promote", "api", "--to", "production");
    assertTrue(ran.err().contains("is held by Ada <ada@example.com>"), ran.err());
    assertTrue(done("status").out().contains("HELD"));
  }

  @Test
  void aReleaseLiftsTheHoldAndANewerDigestIsFree() {
    done("rollback", "api", "--env", "production");
    refused("deploy", "api=" + second, "--env", "production");
    var ran = done("release", "api");
    assertTrue(ran.out().contains("commit " + world.head() + " on main, pushed"), ran.out());
    assertEquals("Release api@%s\n".formatted(cut(second)), world.git("log", "-1", "--format=%s"));
    assertFalse(world.git("show", "main:" + HOLDS).contains("sha256"));
    world.deploy("api=" + second, "--env", "production");
  }

  @Test
  void aHoldIsLiftedByItsDigestInItsEnvironment() {
    done("rollback", "api", "--env", "production");
    var head = world.head();
    var elsewhere = done("release", digest(second), "--env", "staging").out();
    assertTrue(elsewhere.contains("  still held by Ada <ada@example.com> at 2"), elsewhere);
    assertTrue(
        elsewhere.endsWith(
            "nothing to do: held in all environments since it was held in production; to lift it:"
                + " belay release %s --env production\n".formatted(digest(second))),
        elsewhere);
    assertEquals("nothing to do: not held\n", done("release", "web").out());
    var looked = world.belay("release", cut(second), "--dry-run", "--diff", "--exit-code");
    assertEquals(10, looked.code(), looked.err());
    assertTrue(looked.out().contains("-  - digest: " + digest(second)), looked.out());
    assertEquals(head, world.head());
    var mistyped = world.belay("release", "apii");
    assertEquals(4, mistyped.code());
    assertTrue(mistyped.err().contains("did you mean \"api\"?"), mistyped.err());
    done("release", cut(second), "--env", "production");
    world.deploy("api=" + second, "--env", "production");
  }

  @Test
  void commentsAndHandWrittenHoldsStay() throws IOException {
    world.committed(
        HOLDS,
        """
        # ours

        holds:
        # a base image with a hole
        - digest: sha256:%s   # every service

        other: [1, 2]
        """
            .formatted("a".repeat(64)));
    done("rollback", "api", "--env", "production");
    var both = world.git("show", "main:" + HOLDS);
    assertTrue(
        both.startsWith("# ours\n\nholds:\n# a base image with a hole\n- digest: sha256:aaaa"),
        both);
    assertTrue(both.contains("\n- digest: " + digest(second) + "\n  service: api\n"), both);
    assertTrue(both.endsWith("\n\nother: [1, 2]\n"), both);
    done("release", "api");
    assertEquals(
        world.git("show", "main~2:" + HOLDS), world.git("show", "main:" + HOLDS), "byte for byte");
  }

  @Test
  void noHoldHoldsNothing() {
    done("rollback", "api", "--env", "production", "--no-hold");
    assertTrue(runs(first));
    assertEquals(
        "environments/production/values/api.yaml\n",
        world.git("diff", "--name-only", "main~1", "main"));
    world.deploy("api=" + second, "--env", "production");
  }

  @Test
  void goesBackToACommit() {
    var then = world.git("rev-parse", "main~1").strip();
    done("rollback", "api", "--env", "production", "--to", then.substring(0, 10));
    assertTrue(runs(first));
    done("rollback", "api", "--env", "production", "--to", then);
    assertTrue(runs(first));
  }

  @Test
  void goesBackToACommitBeforeTheServiceWasRenamed() {
    var then = world.git("rev-parse", "main~1").strip();
    var clone = folder.resolve("renaming");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    var values = "environments/production/values/";
    World.gitIn(clone, "mv", values + "api.yaml", values + "backend.yaml");
    World.gitIn(clone, "commit", "-qm", "Call it backend");
    World.gitIn(clone, "push", "-q", "origin", "HEAD:main");
    done("rollback", "backend", "--env", "production", "--to", then);
    assertTrue(world.values("production", "backend").contains(digest(first)));
  }

  @Test
  void goesBackToATime() throws Exception {
    Thread.sleep(1100);
    var then = java.time.Instant.now().toString();
    Thread.sleep(1100);
    world.deploy("api=" + first, "--env", "production");
    done("rollback", "api", "--env", "production", "--to", then);
    assertTrue(runs(second));
    var before = refused("rollback", "api", "--env", "production", "--to", "2001-01-01");
    assertTrue(
        before.err().startsWith("error: \"api\" had no image in that state\n"), before.err());
  }

  @Test
  void countsChangesAndNotCommits() throws IOException {
    world.deploy("api=" + first, "--env", "production");
    world.committed("unrelated.txt", "nothing to do with it\n");
    done("rollback", "api", "--env", "production", "--to", "2", "--no-hold");
    assertTrue(runs(first), "1 back is the second image, 2 back is the first: nothing to do");
    done("rollback", "api", "--env", "production", "--no-hold");
    assertTrue(runs(second));
    var far = world.belay("rollback", "api", "--env", "production", "--to", "99");
    assertEquals(4, far.code());
    assertEquals(
        """
        error: "api" has changed 5 times in production: there is no state before the last 99 changes
          help: see the changes: belay history api --env production
        """,
        far.err());
  }

  @Test
  void aStateWithoutADigestIsRefused() {
    var ran = refused("rollback", "api", "--env", "production", "--to", "2");
    assertTrue(
        ran.err()
            .startsWith(
                "error: \"api\" had no digest in that state, but %s/shop/api:1.0.0\n"
                    .formatted(world.registry.address())),
        ran.err());
  }

  @Test
  void aWholeEnvironmentGoesBackTogether() {
    for (var service : new String[] {"web", "worker"}) {
      world.deploy(service + "=" + world.pushed("v1", service, "1"), "--env", "production");
    }
    world.pushed("v2", "web", "2");
    world.pushed("v2", "worker", "2");
    world.deploy("web", "worker", "--tag", "2", "--env", "production");
    var ran = done("rollback", "--all", "--env", "production");
    assertTrue(runs(second), "api was not in the last change");
    assertTrue(world.values("production", "web").contains(digest(first)), ran.out());
    assertTrue(world.values("production", "worker").contains(digest(first)), ran.out());
    assertEquals("Roll back web, worker in production\n", world.git("log", "-1", "--format=%s"));
  }

  @Test
  void whatAnEnvironmentDidNotHaveThenIsLeftOut() throws IOException {
    world.committed(
        "environments/production/values/new.yaml",
        """
        image:
          repository: %s
          digest: %s
        """
            .formatted(first.substring(0, first.indexOf('@')), digest(second)));
    var ran = done("rollback", "--all", "--env", "production", "--to", "2");
    assertTrue(ran.err().contains("warning: left out: new had no image in that state"), ran.err());
    assertTrue(runs(first));
    assertTrue(world.values("production", "new").contains(digest(second)));
  }

  @Test
  void aFreezeDoesNotStopARollback() throws IOException {
    world.committed(
        "belay.yaml",
        """
        schema: belay/v1
        environments:
          - name: production
            freeze: [{days: [mon, tue, wed, thu, fri, sat, sun], reason: always}]
        """);
    refused("deploy", "api=" + first, "--env", "production");
    done("rollback", "api", "--env", "production");
    assertTrue(runs(first));
  }

  @Test
  void anImageThatIsGoneIsNotBroughtBack() throws IOException {
    var gone = "sha256:" + "b".repeat(64);
    var now = world.values("production", "api");
    world.committed("environments/production/values/api.yaml", now.replace(digest(second), gone));
    world.deploy("api=" + second, "--env", "production");
    var ran = refused("rollback", "api", "--env", "production");
    assertTrue(ran.err().contains("does not have sha256:bbbbbbbbbbbb any more"), ran.err());
  }

  @Test
  void aRegistryThatIsDownDoesNotStopARollback() {
    world.registry.close();
    var ran = done("rollback", "api", "--env", "production");
    assertTrue(runs(first));
    assertTrue(
        ran.err().contains("warning: whether the images still exist is not known"), ran.err());
  }

  @Test
  void aBrokenListOfHoldsStopsEverybody() throws IOException {
    world.committed(HOLDS, "holds:\n  - digset: sha256:%s\n".formatted("a".repeat(64)));
    var ran = world.belay("deploy", "api=" + first, "--env", "production");
    assertEquals(2, ran.code());
    assertTrue(
        ran.err()
            .startsWith(
                "error: .belay/holds.yaml:2:5: no key \"digset\" in a hold, did you mean"
                    + " \"digest\"?\n"),
        ran.err());
  }
}
