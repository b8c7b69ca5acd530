package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Digests that are known to be bad are kept out without a rollback.
final class HoldJourneyTest {
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
    world.deploy("api=" + second, "--env", "staging");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  private Ran ended(int code, String... arguments) {
    var ran = world.belay(arguments);
    assertEquals(code, ran.code(), ran.out() + ran.err());
    return ran;
  }

  @Test
  void oneImageOfAServiceIsNotReleased() {
    world.deploy("api=" + world.pushed("v1", "api", "1.0.0"), "--env", "staging");

    var ran = world.belay("release", "api/main");

    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains("belay release api"), ran.err());
  }

  @Test
  void aServiceIsHeldAsItStandsInAnEnvironment() {
    var ran = ended(0, "hold", "api", "--env", "staging", "--reason", "slow answers");
    assertTrue(ran.out().contains("commit " + world.head() + " on main, pushed"), ran.out());
    assertEquals(
        """
        Hold api@%s

        Belay-Hold: %s
        Belay-Environment: staging
        Belay-Action: hold
        Belay-Reason: slow answers

        """
            .formatted(digest(second).substring(0, 19), digest(second)),
        world.git("log", "-1", "--format=%B"));
    var refused = ended(3, "promote", "api", "--to", "production");
    assertTrue(refused.err().contains("in staging: slow answers"), refused.err());
    ended(3, "deploy", "api", "--tag", "2", "--env", "production");
    var head = world.head();
    var again = ended(0, "hold", "api", "-e", "staging", "--reason", "once more");
    assertTrue(again.out().endsWith("nothing to do: held already\n"), again.out());
    assertEquals(head, world.head());
    ended(0, "release", digest(second).substring(7, 19));
    ended(0, "promote", "api", "--to", "production");
  }

  @Test
  void withoutAnEnvironmentAllThatAServiceHasIsHeld() {
    ended(0, "hold", "api", "--reason", "a hole");
    var holds = world.git("show", "main:.belay/holds.yaml");
    assertTrue(holds.contains(digest(first)) && holds.contains(digest(second)), holds);
    assertFalse(holds.contains("environment:"), holds);
    var table = ended(0, "hold", "--list").out();
    assertTrue(table.startsWith("SERVICE  ENV    DIGEST"), table);
    assertEquals(3, table.lines().count(), table);
    var json = ended(0, "hold", "--list", "-o", "json").out().replaceAll("\\s", "");
    assertTrue(json.contains("\"digest\":\"%s\",\"service\":\"api\"".formatted(digest(first))));
    assertTrue(json.contains("\"reason\":\"ahole\""), json);
    assertTrue(json.contains("\"by\":\"Ada<ada@example.com>\",\"at\":\"2"), json);
  }

  @Test
  void aDigestIsHeldForEveryServiceAndInOneEnvironmentOnlyWhereThatIsSaid() {
    var known = digest(first).substring(7, 19);
    ended(0, "hold", known, "--env", "staging", "--reason", "not for that database");
    ended(3, "deploy", "api=" + first, "--env", "staging");
    ended(0, "deploy", "api=" + first, "--env", "development");
    ended(0, "hold", digest(first), "--reason", "nowhere");
    world.pushed("v1", "web", "1");
    ended(3, "deploy", "web", "--digest", digest(first), "--env", "development");
    ended(3, "deploy", "api=" + first, "--env", "staging");
    var unseen = "sha256:" + "c".repeat(64);
    ended(0, "hold", unseen, "--reason", "known to be bad before it is here");
    assertTrue(world.git("show", "main:.belay/holds.yaml").contains(unseen));
  }

  @Test
  void aReleaseThatLiftsNothingSaysWhatHoldsAndHowToLiftIt() {
    ended(0, "hold", "api", "--reason", "a hole");
    var head = world.head();
    var service = ended(0, "release", "api", "--env", "staging").out();
    assertTrue(service.contains("  still held by Ada <ada@example.com> at 2"), service);
    assertTrue(service.contains(": a hole\n"), service);
    assertTrue(
        service.endsWith(
            "nothing to do: held in all environments; to lift it: belay release api\n"),
        service);
    var json = ended(0, "release", "api", "-e", "staging", "-o", "json").out();
    assertTrue(json.contains("\"outcome\" : \"unchanged\""), json);
    assertTrue(json.contains("\"release\" : \"belay release api\""), json);
    assertEquals(head, world.head());
    ended(0, "release", "api");

    ended(0, "hold", digest(second), "--env", "staging", "--reason", "not there");
    var start = digest(second).substring(0, 19);
    var every = ended(0, "release", "api").out();
    assertTrue(every.startsWith("(every service)  "), every);
    assertTrue(
        every.endsWith(
            "nothing to do: held for every service in staging only; to lift it: belay release %s --env staging\n"
                .formatted(start)),
        every);
    assertEquals("nothing to do: not held\n", ended(0, "release", "api", "-e", "production").out());
    var there = ended(0, "release", start, "-e", "production").out();
    assertTrue(there.endsWith("belay release %s --env staging\n".formatted(start)), there);
    ended(0, "release", start, "--env", "staging");
    assertEquals("nothing to do: not held\n", ended(0, "release", "api").out());
  }

  @Test
  void whatIsLiftedInOneEnvironmentMayStayHeldByAnother() {
    ended(0, "hold", digest(second), "--env", "staging", "--reason", "slow");
    ended(0, "hold", digest(second), "--reason", "a hole");
    var ran = ended(0, "release", digest(second), "--env", "staging").out();
    assertTrue(ran.contains("  was held by Ada"), ran);
    assertTrue(ran.contains("  still held by Ada"), ran);
    assertTrue(
        ran.endsWith(
            "held for every service in all environments; to lift it: belay release %s\n"
                .formatted(digest(second))),
        ran);
  }

  @Test
  void whatIsMeantIsSaidOrNothingIsHeld() throws IOException {
    var head = world.head();
    assertEquals(
        """
        error: a hold needs a reason
          help: say why, as in belay hold api --reason "it crashes"
        """,
        ended(2, "hold", "api").err());
    ended(2, "hold", "api", "--reason", "  ");
    ended(2, "hold", "api", "--reason", "x\n\nBelay-Override: yes");
    ended(2, "hold", "--reason", "x");
    ended(2, "hold", "--list", "api");
    ended(2, "hold", "api", "--reason", "x", "--env", "stagging");
    assertTrue(ended(4, "hold", "apii", "--reason", "x").err().contains("did you mean \"api\"?"));
    ended(4, "hold", "sha256:1234567", "--reason", "x");
    ended(3, "hold", "web", "--env", "staging", "--reason", "it has a tag");
    var looked = ended(10, "hold", "api", "--reason", "x", "--dry-run", "--diff", "--exit-code");
    assertTrue(looked.out().contains("+  - digest: " + digest(first)), looked.out());
    assertEquals(head, world.head());
    world.committed(
        ".belay/holds.yaml", "holds:\n- digest: %s\n  scope: here\n".formatted(digest(first)));
    assertTrue(ended(2, "hold", "--list").err().contains("no scope \"here\""));
  }

  @Test
  void theListFitsATerminal() {
    ended(
        0,
        "hold",
        "api",
        "-e",
        "staging",
        "--reason",
        "slow answers since the last change, ".repeat(4));
    var ran = Ran.onTerminal(folder, Map.of("BELAY_REPO", world.url()), 80, "hold", "--list");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().lines().allMatch(line -> line.length() <= 80), ran.out());
    assertTrue(ran.out().contains("  Ada  slow answers"), ran.out());
    var commands =
        new String[][] {
          {"status"},
          {"history"},
          {"where", digest(first)},
          {"config", "--origin"},
          {"deploy", "api=" + first, "-e", "development", "--dry-run"},
          {"release", "api", "--dry-run"},
          {"help", "deploy"},
          {"help", "environment"}
        };
    for (var command : commands) {
      var shown = Ran.onTerminal(folder, Map.of("BELAY_REPO", world.url()), 80, command);
      assertEquals(0, shown.code(), shown.err());
      shown
          .out()
          .replaceAll("\u001b\\[[0-9;]*m", "")
          .lines()
          .forEach(line -> assertTrue(line.length() <= 80, line));
    }
    var history =
        Ran.onTerminal(
            folder, Map.of("BELAY_REPO", world.url()), 80, "history", "api", "-e", "production");
    assertTrue(history.out().startsWith("TIME  "), history.out());
    assertTrue(history.out().contains(" -> " + digest(first).substring(7, 14)), history.out());
    assertTrue(history.out().contains("  Ada\n"), history.out());
  }
}
