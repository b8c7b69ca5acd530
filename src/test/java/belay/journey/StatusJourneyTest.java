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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Services x environments, from a repository behind a URL.
final class StatusJourneyTest {
  @TempDir Path folder;
  private World world;
  private String first;
  private String second;

  @BeforeEach
  void begin() {
    world = new World(folder);
    first = world.pushed("v1", "api", "1");
    second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "staging");
    world.deploy("api=" + first, "--env", "production");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private Ran status(String... arguments) {
    var all = new java.util.ArrayList<>(java.util.List.of("status"));
    all.addAll(java.util.List.of(arguments));
    var ran = world.belay(all.toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    return ran;
  }

  private static String cut(String image) {
    return image.substring(image.indexOf("sha256:") + 7).substring(0, 12);
  }

  @Test
  void oneLineASeriesOfDigests() {
    world.deploy("api=" + second, "--env", "staging");
    assertEquals(
        """
        SERVICE  DEVELOPMENT    STAGING         PRODUCTION    DIFFERS FROM
        api      :1.0.0         %s  ! %s  staging
        web      :1.0.0       = :1.0.0        = :1.0.0
        worker   :1.0.0       = :1.0.0        = :1.0.0
        3 rows, 1 differ, 0 held (= as where it is promoted from, ! another)
        """
            .formatted(cut(second), cut(first)),
        status().out());
  }

  @Test
  void onlyWhatDiffersOrIsHeld() {
    assertEquals(
        "1 row, 0 differ",
        status("api", "-e", "staging,production")
            .out()
            .lines()
            .skip(2)
            .findFirst()
            .orElseThrow()
            .substring(0, 15));
    assertEquals(
        "nothing differs, and nothing is held\n",
        status("--changed", "--env", "staging", "--env", "production").out());
    world.deploy("api=" + second, "--env", "staging");
    var changed = status("--changed").out();
    assertTrue(changed.contains("\napi "), changed);
    assertFalse(changed.contains("web"), changed);
  }

  @Test
  void whatADeveloperTriesIsNothingToCompareWith() {
    assertTrue(status("api").out().contains(":1.0.0         " + cut(first) + "  = " + cut(first)));
    world.deploy("api=" + second, "--env", "development");
    assertTrue(status("api").out().contains(cut(second) + "  ! " + cut(first)), "by digest it is");
  }

  @Test
  void whatIsNotInProductionYetDiffersFromStaging() throws IOException {
    var values = "image:\n  repository: %s\n  digest: \"\"\n".formatted(world.image("new", "1"));
    world.committed("environments/staging/values/new.yaml", values.replace(":1\n", "\n"));
    world.committed("environments/production/values/new.yaml", values.replace(":1\n", "\n"));
    world.committed("environments/staging/values/only.yaml", values.replace(":1\n", "\n"));
    assertFalse(status("--changed").out().contains("new"));
    world.deploy("new=" + world.pushed("v1", "new", "1"), "--env", "staging");
    world.deploy("only=" + world.pushed("v1", "new", "1"), "--env", "staging");
    var line = "new +- +%s  ! - +staging\n".formatted(cut(first));
    var text = status("--changed").out();
    assertTrue(text.matches("(?s).*" + line + ".*"), text);
    assertEquals(text, status("--changed", "--at", world.head()).out());
    assertFalse(status("--changed").out().contains("only"), "it is not meant for production");
  }

  @Test
  void agesAreKnownAfterAServiceIsRenamed() {
    var clone = folder.resolve("renaming");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    for (var environment : new String[] {"development", "staging", "production"}) {
      var values = "environments/%s/values/".formatted(environment);
      World.gitIn(clone, "mv", values + "api.yaml", values + "backend.yaml");
    }
    World.gitIn(clone, "commit", "-qm", "Call it backend");
    World.gitIn(clone, "push", "-q", "origin", "HEAD:main");
    for (var all : new String[][] {{"--age"}, {"backend", "--age"}}) {
      var text = status(all).out();
      assertTrue(
          text.matches("(?s).*backend +:1.0.0 [0-9]+s +%s [0-9]+s.*".formatted(cut(first))), text);
    }
  }

  private String onTerminal(int columns, String... arguments) {
    var ran = Ran.onTerminal(folder, Map.of("BELAY_REPO", world.url()), columns, arguments);
    assertEquals(0, ran.code(), ran.err());
    return ran.out();
  }

  @Test
  void aNarrowTerminalShowsWhatFits() throws IOException {
    world.deploy("api=" + second, "--env", "staging");
    var name = "a-service-with-quite-a-long-name-behind-it";
    world.committed(
        "environments/staging/values/%s.yaml".formatted(name),
        "image:\n  repository: example.com/x\n  tag: \"1\"\n");
    for (var columns : new int[] {200, 96, 80, 60}) {
      var text = onTerminal(columns, "status", "--color", "never");
      var table = text.lines().limit(5).toList();
      assertTrue(table.stream().allMatch(line -> line.length() <= columns), text);
      assertEquals(columns == 200, text.contains("DIFFERS FROM"), text);
      assertEquals(columns >= 96, text.contains("! " + cut(first)), text);
      assertTrue(text.contains("! " + cut(first).substring(0, 7)), text);
      assertEquals(columns >= 80, text.contains(name), text);
    }
    assertTrue(onTerminal(60, "status").contains("\u2026"));
    assertTrue(status().out().contains(name), "for programs nothing is cut");
  }

  @Test
  void coloursRepeatWhatTheMarksSay() {
    world.deploy("api=" + second, "--env", "staging");
    var painted = onTerminal(200, "status", "--color", "always");
    assertTrue(painted.contains("\u001b[33m! " + cut(first) + "\u001b[0m"), painted);
    assertEquals(status().out(), painted.replaceAll("\u001b\\[[0-9]+m", ""));
    assertFalse(onTerminal(200, "status", "--color", "never").contains("\u001b"));
  }

  @Test
  void holdsAndAgesAreShown() {
    world.deploy("api=" + second, "--env", "production");
    world.belay("rollback", "api", "--env", "production", "--reason", "slow");
    world.belay("deploy", "api=" + second, "--env", "staging");
    var text = status("api", "--age").out();
    assertTrue(text.contains(cut(first) + " "), text);
    assertTrue(text.matches("(?s).*" + cut(first) + " [0-9]+s.*"), text);
    var json = status("api", "-o", "json", "--age").out();
    assertTrue(json.contains("\"ageSeconds\""), json);
    assertTrue(json.contains("\"digest\" : \"sha256:" + cut(first)), json);
  }

  @Test
  void aHeldDigestThatStillRunsElsewhereIsMarked() {
    world.deploy("api=" + second, "--env", "staging");
    world.deploy("api=" + second, "--env", "production");
    world.belay("rollback", "api", "--env", "production", "--reason", "slow");
    var text = status("--changed").out();
    assertTrue(text.contains("  " + cut(second) + " HELD"), text);
    assertTrue(
        text.contains(
            "api in staging: sha256:" + cut(second) + " held by Ada <ada@example.com> at"),
        text);
    assertTrue(text.contains("1 held"), text);
    assertTrue(status("-o", "json").out().contains("\"reason\" : \"slow\""));
  }

  @Test
  void anEarlierCommitIsToldByItsOwnValuesAndHolds() {
    var then = world.head();
    world.deploy("api=" + second, "--env", "staging");
    var text = status("api", "--at", then.substring(0, 9)).out();
    assertTrue(text.contains("= " + cut(first)), text);
    assertFalse(text.contains(cut(second)), text);
    var json = status("-o", "json", "--at", then).out();
    assertTrue(json.contains("\"commit\" : \"" + then), json);
    assertEquals(status("--at", then).out(), status("--at", then, "-o", "table").out());
    var both = world.belay("status", "--at", then, "--age");
    assertEquals(2, both.code());
  }

  @Test
  void aFileThatCannotBeReadHidesNoOther() throws IOException {
    world.committed("environments/staging/values/web.yaml", "image: [\n");
    var text = status().out();
    assertTrue(text.contains("unreadable"), text);
    assertTrue(text.contains("web in staging: environments/staging/values/web.yaml:"), text);
    assertTrue(text.contains(cut(first)), text);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 17, 70})
  void aFileThatIsTooLargeHidesNoOther(int mebibytes) throws IOException {
    var path = "environments/staging/values/web.yaml";
    var size = mebibytes << 20;
    world.committed(path, "#".repeat(1 << 10).concat("\n").repeat(size / 1025 + 1));
    var text = status().out();
    assertTrue(text.contains("unreadable"), text);
    assertTrue(text.contains("web in staging: " + path + ": has " + size / 1000000), text);
    assertTrue(text.contains(cut(first)), text);
    var ran = world.belay("deploy", "web=" + first, "--env", "staging");
    assertEquals(3, ran.code(), ran.err());
    assertTrue(ran.err().contains(path + ": has "), ran.err());
    assertFalse(ran.err().contains("Object"), ran.err());
  }

  @Test
  void aFileThatIsSealedOrHoldsAPasswordHidesNoOther() throws IOException {
    var path = "environments/staging/values/web.yaml";
    world.committed(path, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    var text = status().out();
    assertTrue(text.contains("a Git LFS pointer"), text);
    assertTrue(text.contains(cut(first)), text);
    world.committed(path, "image:\n  repository: user:s3cretpw@r.example/web\n  tag: v1\n");
    for (var command :
        new String[][] {
          {"status"},
          {"status", "-o", "json"},
          {"history"},
          {"history", "-o", "json", "-vv"},
          {"status", "--at", world.head()},
          {"promote", "web", "--to", "production", "--from", "staging"},
          {"deploy", "web=" + first, "--env", "staging", "--dry-run", "--diff"},
          {"deploy", "web", "--tag", "1", "--env", "staging", "-vv"}
        }) {
      var ran = world.belay(command);
      assertFalse((ran.out() + ran.err()).contains("s3cretpw"), ran.out() + ran.err());
      assertEquals(
          command[0].equals("deploy") || command[0].equals("promote") ? 2 : 0,
          ran.code(),
          String.join(" ", command) + ran.err());
    }
  }

  @Test
  void aSubmoduleIsNamed() throws IOException {
    var clone = folder.resolve("sub");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    var commit = world.head();
    World.gitIn(clone, "rm", "-rqf", "environments");
    World.gitIn(
        clone, "update-index", "--add", "--cacheinfo", "160000," + commit + ",environments");
    World.gitIn(clone, "commit", "-qm", "Move the environments elsewhere");
    World.gitIn(clone, "push", "-q", "origin", "HEAD:main");
    for (var command :
        new String[][] {
          {"status"},
          {"deploy", "web=" + first, "--env", "staging"},
          {"promote", "web", "--to", "production"}
        }) {
      var ran = world.belay(command);
      assertEquals(3, ran.code(), ran.err());
      assertTrue(ran.err().contains("environments is a submodule"), ran.err());
    }
  }

  @Test
  void namesThatAreNearlyRightGetASuggestion() {
    var service = world.belay("status", "apii");
    assertEquals(4, service.code());
    assertTrue(service.err().contains("did you mean \"api\"?"), service.err());
    var image = world.belay("status", "api/sidecar");
    assertTrue(image.err().contains("did you mean \"api\"?"), image.err());
    var abbreviated = world.belay("status", "--env", "prod");
    assertTrue(abbreviated.err().contains("did you mean \"production\"?"), abbreviated.err());
    assertEquals(
        """
        error: not a name for a service: "api/sidecar"
          help: name the service with all its images: api
        """,
        world.belay("promote", "api/sidecar", "--to", "production").err());
    var environment = world.belay("status", "--env", "stagin");
    assertEquals(2, environment.code());
    assertTrue(environment.err().contains("did you mean \"staging\"?"), environment.err());
  }

  @Test
  void whatIsNoDigestIsInvalidAndNeverTheSame() throws IOException {
    var repository = first.substring(0, first.indexOf('@'));
    var bad =
        new String[] {
          "digest: \"sha256:PLACEHOLDER_WILL_BE_UPDATED_BY_CI\"",
          "digest: sha256:" + "0".repeat(64),
          "digest: " + cut(first).repeat(6).substring(0, 64),
          "digest: sha256:" + cut(first),
          "digest: sha256:"
              + cut(first).repeat(6).substring(0, 64).toUpperCase(java.util.Locale.ROOT),
          "digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "tag: sha256:" + cut(first).repeat(6).substring(0, 64),
          "tag: 1.0@sha256:" + cut(first).repeat(6).substring(0, 64),
          "tag: \"{{ .Values.tag }}\""
        };
    for (var version : bad) {
      var values = "image:\n  repository: %s\n  %s\n".formatted(repository, version);
      world.committed("environments/staging/values/api.yaml", values);
      world.committed("environments/production/values/api.yaml", values + "# the same\n");
      for (var at : new String[][] {{"api"}, {"api", "--changed"}, {"api", "--at", "HEAD"}}) {
        var arguments = java.util.Arrays.copyOf(at, at.length);
        if (arguments.length == 3) {
          arguments[2] = world.head();
        }
        var text = status(arguments).out();
        assertTrue(text.matches("(?s).*\napi +:1.0.0 +invalid +invalid.*"), text);
        assertTrue(text.contains("1 row, 0 differ, 0 held, 2 invalid ("), text);
      }
      var text = status("api").out();
      assertTrue(text.contains("environments/staging/values/api.yaml:3:"), version + text);
      var json = status("api", "-o", "json").out();
      assertTrue(json.contains("\"invalid\" : true") && !json.contains("\"digest\""), json);
      var promoted = world.belay("promote", "api", "--to", "production");
      assertEquals(3, promoted.code(), promoted.err());
      assertTrue(
          promoted
              .err()
              .matches("(?s)error: environments/staging/values/api.yaml:3:[0-9]+: api pins no.*"),
          promoted.err());
      assertEquals(0, world.belay("history", "api").code());
    }
    assertEquals(0, world.belay("where", "sha256:" + "0".repeat(64)).code());
  }
}
