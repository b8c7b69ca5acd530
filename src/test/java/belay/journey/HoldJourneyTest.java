package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  private Transcript said;
  private String first;
  private String second;

  @BeforeEach
  void begin() {
    world = new World(folder);
    said = new Transcript(world);
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

  /// Runs a command that ends like this; all that is said is compared at the end.
  private void ended(int code, String... arguments) {
    said.belay(code, arguments);
  }

  @Test
  void oneImageOfAServiceIsNotReleased() throws IOException {
    world.deploy("api=" + world.pushed("v1", "api", "1.0.0"), "--env", "staging");
    ended(2, "release", "api/main");
    said.is("hold/one-image");
  }

  @Test
  void aServiceIsHeldAsItStandsInAnEnvironment() throws IOException {
    ended(0, "hold", "api", "--env", "staging", "--reason", "slow answers");
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
    ended(3, "promote", "api", "--to", "production");
    ended(3, "deploy", "api", "--tag", "2", "--env", "production");
    var head = world.head();
    ended(0, "hold", "api", "-e", "staging", "--reason", "once more");
    assertEquals(head, world.head());
    ended(0, "release", digest(second).substring(7, 19));
    ended(0, "promote", "api", "--to", "production");
    said.is("hold/in-an-environment");
  }

  @Test
  void withoutAnEnvironmentAllThatAServiceHasIsHeld() throws IOException {
    ended(0, "hold", "api", "--reason", "a hole");
    ended(0, "hold", "--list");
    ended(0, "hold", "--list", "-o", "json");
    said.file(".belay/holds.yaml").is("hold/all-of-a-service");
  }

  @Test
  void aDigestIsHeldForEveryServiceAndInOneEnvironmentOnlyWhereThatIsSaid() throws IOException {
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
    said.file(".belay/holds.yaml").is("hold/a-digest");
  }

  @Test
  void aReleaseThatLiftsNothingSaysWhatHoldsAndHowToLiftIt() throws IOException {
    ended(0, "hold", "api", "--reason", "a hole");
    var head = world.head();
    ended(0, "release", "api", "--env", "staging");
    ended(0, "release", "api", "-e", "staging", "-o", "json");
    assertEquals(head, world.head());
    ended(0, "release", "api");

    ended(0, "hold", digest(second), "--env", "staging", "--reason", "not there");
    var start = digest(second).substring(0, 19);
    ended(0, "release", "api");
    ended(0, "release", "api", "-e", "production");
    ended(0, "release", start, "-e", "production");
    ended(0, "release", start, "--env", "staging");
    ended(0, "release", "api");
    said.is("hold/release-of-nothing");
  }

  @Test
  void whatIsLiftedInOneEnvironmentMayStayHeldByAnother() throws IOException {
    ended(0, "hold", digest(second), "--env", "staging", "--reason", "slow");
    ended(0, "hold", digest(second), "--reason", "a hole");
    ended(0, "release", digest(second), "--env", "staging");
    said.is("hold/still-held");
  }

  @Test
  void whatIsMeantIsSaidOrNothingIsHeld() throws IOException {
    var head = world.head();
    ended(2, "hold", "api");
    ended(2, "hold", "api", "--reason", "  ");
    ended(2, "hold", "api", "--reason", "x\n\nBelay-Override: yes");
    ended(2, "hold", "--reason", "x");
    ended(2, "hold", "--list", "api");
    ended(2, "hold", "api", "--reason", "x", "--env", "stagging");
    ended(4, "hold", "apii", "--reason", "x");
    ended(4, "hold", "sha256:1234567", "--reason", "x");
    ended(3, "hold", "web", "--env", "staging", "--reason", "it has a tag");
    ended(10, "hold", "api", "--reason", "x", "--dry-run", "--diff", "--exit-code");
    assertEquals(head, world.head());
    world.committed(
        ".belay/holds.yaml", "holds:\n- digest: %s\n  scope: here\n".formatted(digest(first)));
    ended(2, "hold", "--list");
    said.is("hold/what-is-meant");
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
