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

  private Transcript transcript() {
    return new Transcript(world);
  }

  @Test
  void onlyWhatDiffersOrIsHeld() throws IOException {
    var said = transcript().belay(0, "status", "api", "-e", "staging,production");
    said.belay(0, "status", "--changed", "--env", "staging", "--env", "production");
    world.deploy("api=" + second, "--env", "staging");
    said.belay(0, "status", "--changed").is("status/changed");
  }

  @Test
  void whatADeveloperTriesIsNothingToCompareWith() throws IOException {
    var said = transcript().belay(0, "status", "api");
    world.deploy("api=" + second, "--env", "development");
    said.belay(0, "status", "api").is("status/development");
  }

  @Test
  void whatIsNotInProductionYetDiffersFromStaging() throws IOException {
    var values = "image:\n  repository: %s\n  digest: \"\"\n".formatted(world.image("new", "1"));
    world.committed("environments/staging/values/new.yaml", values.replace(":1\n", "\n"));
    world.committed("environments/production/values/new.yaml", values.replace(":1\n", "\n"));
    world.committed("environments/staging/values/only.yaml", values.replace(":1\n", "\n"));
    var said = transcript().belay(0, "status", "--changed");
    world.deploy("new=" + world.pushed("v1", "new", "1"), "--env", "staging");
    world.deploy("only=" + world.pushed("v1", "new", "1"), "--env", "staging");
    said.belay(0, "status", "--changed").is("status/new-in-staging");
    assertEquals(status("--changed").out(), status("--changed", "--at", world.head()).out());
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
    var said = transcript();
    for (var columns : new int[] {200, 96, 80, 60}) {
      var text = onTerminal(columns, "status", "--color", "never");
      assertTrue(text.lines().limit(5).allMatch(line -> line.length() <= columns), text);
      said.said(new Ran(0, text, columns + " columns:\n"));
    }
    said.belay(0, "status").is("status/narrow");
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
  void aHeldDigestThatStillRunsElsewhereIsMarked() throws IOException {
    world.deploy("api=" + second, "--env", "staging");
    world.deploy("api=" + second, "--env", "production");
    world.belay("rollback", "api", "--env", "production", "--reason", "slow");
    transcript()
        .belay(0, "status", "--changed")
        .belay(0, "status", "api", "-o", "json")
        .is("status/held-elsewhere");
  }

  @Test
  void anEarlierCommitIsToldByItsOwnValuesAndHolds() throws IOException {
    var then = world.head();
    world.deploy("api=" + second, "--env", "staging");
    transcript()
        .belay(0, "status", "api", "--at", then.substring(0, 9))
        .belay(0, "status", "api", "-o", "json", "--at", then)
        .belay(2, "status", "--at", then, "--age")
        .is("status/earlier");
    assertEquals(status("--at", then).out(), status("--at", then, "-o", "table").out());
  }

  @Test
  void aFileThatCannotBeReadHidesNoOther() throws IOException {
    world.committed("environments/staging/values/web.yaml", "image: [\n");
    transcript().belay(0, "status").is("status/unreadable");
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 17, 70})
  void aFileThatIsTooLargeHidesNoOther(int mebibytes) throws IOException {
    var path = "environments/staging/values/web.yaml";
    var size = mebibytes << 20;
    world.committed(path, "#".repeat(1 << 10).concat("\n").repeat(size / 1025 + 1));
    transcript()
        .belay(0, "status")
        .belay(3, "deploy", "web=" + first, "--env", "staging")
        .is("status/too-large-" + mebibytes);
  }

  @Test
  void aFileThatIsSealedOrHoldsAPasswordHidesNoOther() throws IOException {
    var path = "environments/staging/values/web.yaml";
    world.committed(path, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    transcript().belay(0, "status").is("status/lfs-pointer");
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
    transcript()
        .belay(3, "status")
        .belay(3, "deploy", "web=" + first, "--env", "staging")
        .belay(3, "promote", "web", "--to", "production")
        .is("status/submodule");
  }

  @Test
  void namesThatAreNearlyRightGetASuggestion() throws IOException {
    transcript()
        .belay(4, "status", "apii")
        .belay(4, "status", "api/sidecar")
        .belay(2, "status", "--env", "prod")
        .belay(2, "status", "--env", "stagin")
        .belay(2, "promote", "api/sidecar", "--to", "production")
        .is("status/suggestions");
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
