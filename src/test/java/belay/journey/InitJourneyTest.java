package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.peers.Fetched;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From nothing to a service that is rolled out, and into repositories that somebody has already.
final class InitJourneyTest {
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
  void initAddPushDeployAndNothingInBetween() throws IOException {
    World.gitIn(folder, "init", "-q", "--bare", "-b", "main", "git/shop.git");
    World.gitIn(folder.resolve("git/shop.git"), "config", "http.receivepack", "true");
    var url = world.git.url("shop").toString();
    var image = world.registry.address() + "/shop/api";

    belay("init", url, "--registry", world.registry.address() + "/shop");
    belay("add", "api", "--new-chart", "--repo", url);
    var pushed = belay("push", "v1", image + ":1.0.0").out().strip();
    belay("deploy", "api", "--tag", "1.0.0", "--env", "staging", "--repo", url);

    World.gitIn(folder, "clone", "-q", "git/shop.git", "clone");
    var clone = folder.resolve("clone");
    World.gitIn(clone, "fsck", "--strict");
    assertEquals("3\n", World.gitIn(clone, "rev-list", "--count", "HEAD"));
    assertTrue(Files.readString(clone.resolve("app-of-apps.yaml")).contains(url));
    assertTrue(helm(clone, "staging").contains("image: \"" + pushed + "\""));
    assertTrue(helm(clone, "development").contains("image: \"docker.io/shop/api\""));
    var waiting = assertThrows(AssertionError.class, () -> helm(clone, "production"));
    assertTrue(String.valueOf(waiting.getMessage()).contains("image.digest is empty"));
  }

  @Test
  void historyTellsThatAServiceWasAddedWithItsImage() throws IOException {
    World.gitIn(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
    var bare = folder.resolve("shop.git");
    var redis = world.pushed("v1", "redis", "7.4");
    var jobs = world.pushed("v2", "jobs", "1");
    belay("init", "shop.git", "--registry", world.registry.address() + "/shop");
    Files.writeString(
        folder.resolve("services.csv"),
        """
        service,image,group,chart,chart-name,chart-version
        redis,%s,infrastructure,https://charts.example.com,redis,20.1.0
        api,,platform,,,
        jobs,%s,platform,,,
        """
            .formatted(world.image("redis", "7.4"), jobs));

    belay("add", "--from", "services.csv", "--repo", "shop.git");

    assertEquals(
        """
        Add redis, api, jobs

        Belay-Service: redis
        Belay-Image: %s
        Belay-Environment: development
        Belay-Environment: staging
        Belay-Environment: production
        Belay-Service: jobs
        Belay-Image: %s
        Belay-Environment: staging
        Belay-Environment: production
        Belay-Action: add

        """
            .formatted(redis, jobs),
        World.gitIn(bare, "log", "-1", "--format=%B"));
    assertEquals(3, count(belay("history", "redis", "--repo", "shop.git").out(), " add "));
    assertEquals(2, count(belay("history", "jobs", "--repo", "shop.git").out(), " add "));
    assertEquals("", belay("history", "api", "--repo", "shop.git").out());
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }

  @Test
  void aServerThatCallsItsFirstBranchSomethingElseIsNoObstacle() {
    World.gitIn(folder, "init", "-q", "--bare", "-b", "trunk", "git/shop.git");
    World.gitIn(folder.resolve("git/shop.git"), "config", "http.receivepack", "true");
    var url = world.git.url("shop").toString();

    belay("init", url);
    belay("add", "api", "--new-chart", "--image", "registry.example.com/api", "--repo", url);

    var bare = folder.resolve("git/shop.git");
    assertEquals("2\n", World.gitIn(bare, "rev-list", "--count", "main"));
    belay("config", "show", "--repo", bare.toString());
  }

  @Test
  void aFileIsNoPlaceForARepository() throws IOException {
    Files.writeString(folder.resolve("notes"), "");

    var ran = Ran.in(folder, "init", "notes");

    assertEquals(2, ran.code());
    assertEquals(
        "error: \"%s\" is a file\n  help: name a folder, a bare repository or a URL\n"
            .formatted(folder.resolve("notes")),
        ran.err());
  }

  @Test
  void namesOfEnvironmentsAreRefusedAlikeWithAndWithoutABelayYaml() {
    belay("init", "there", "--env", "staging", "--env", "live");
    for (var where : List.of("there", "nowhere")) {
      var bad = Ran.in(folder, "init", where, "--env", "Bad_Name");
      assertEquals(2, bad.code(), bad.err());
      assertTrue(bad.err().contains("help: name it bad-name\n"), bad.err());
      assertEquals(
          """
          error: the environment "qa" stands twice
            help: name each with --env once, in order of promotion
          """,
          Ran.in(folder, "init", where, "--env", "qa", "--env", "live", "--env", "qa").err());
    }
    assertFalse(Files.exists(folder.resolve("nowhere")));
  }

  @Test
  void whatTheFlagsSayAndTheFileDoesNotIsSaidAsLinesForTheFile() {
    belay("init", "there", "--env", "staging", "--env", "live");
    assertEquals(
        said(
            "environments: - name: qa, at its place among staging, live, and run belay init again"),
        warned("--env", "qa"));
    assertEquals(
        said("environments: in the order live, staging (now staging, live)"),
        warned("--env", "live", "--env", "staging"));
    assertEquals("", warned("--env", "staging"));
    assertEquals(
        said(
            "registry: r.example.com/shop; argocd: {project: shop}; image: {keys: {repository:"
                + " graph}}; paths: {values: \"sources/values/{environment}/{service}.yaml\","
                + " charts: \"sources/charts/{service}\"}"),
        warned(
            "--registry",
            "r.example.com/shop",
            "--project",
            "shop",
            "--image-key",
            "graph",
            "--layout",
            "sources"));
  }

  private static String said(String lines) {
    return "warning: belay.yaml is there and stays as it is; for what the flags say, write into it:"
        + " "
        + lines;
  }

  private String warned(String... flags) {
    var arguments = new ArrayList<>(List.of("init", "there", "--dry-run"));
    arguments.addAll(List.of(flags));
    var ran = Ran.in(folder, arguments.toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    return ran.err()
        .lines()
        .filter(line -> line.startsWith("warning: belay.yaml"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aDryRunInACloneSaysThatItsBranchStays() throws IOException {
    World.gitIn(folder, "clone", "-q", world.url(), "mine");
    var mine = folder.resolve("mine");
    Files.writeString(mine.resolve("note.txt"), "not to be published\n");
    World.gitIn(mine, "add", ".");
    World.gitIn(mine, "commit", "-qm", "Mine");

    for (var command :
        List.of(
            "init mine --dry-run",
            "add web --repo mine --new-chart --dry-run --image r.example.com/web")) {
      var ran = Ran.in(folder, command.split(" "));
      assertTrue(
          ran.err()
              .contains(
                  "your branch main has 1 commit of its own and stays where it is: what is shown"
                      + " is"),
          ran.err());
    }
  }

  @Test
  void whatIsRefusedLeavesNothingBehind() {
    var ran = Ran.in(folder, "init", "mine", "--env", "../x");
    assertEquals(2, ran.code(), ran.err());
    assertTrue(Files.notExists(folder.resolve("mine")));
  }

  @Test
  void twoWhoBeginAtTheSameTimeBothSucceed() throws Exception {
    World.gitIn(folder, "init", "-q", "--bare", "-b", "main", "git/shop.git");
    World.gitIn(folder.resolve("git/shop.git"), "config", "http.receivepack", "true");
    var url = world.git.url("shop").toString();
    Callable<Ran> one = () -> inits(url, "one");
    Callable<Ran> two = () -> inits(url, "two");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var ran : threads.invokeAll(List.of(one, two))) {
        assertEquals(0, ran.get().code(), ran.get().err());
      }
    }
    assertEquals("1\n", World.gitIn(folder.resolve("git/shop.git"), "rev-list", "--count", "main"));
  }

  private Ran inits(String url, String cache) {
    return Ran.in(folder, Map.of("BELAY_CACHE_DIR", folder.resolve(cache).toString()), "init", url);
  }

  @Test
  void aFolderWithFilesKeepsThemAsTheyAre() throws IOException {
    var mine = folder.resolve("mine");
    Files.createDirectories(mine.resolve("environments/staging/values"));
    Files.writeString(mine.resolve("README.md"), "My own words.\n");
    Files.writeString(mine.resolve("environments/staging/values/old.yaml"), "image: {tag: x}\n");

    belay("init", "mine");

    assertEquals("My own words.\n", Files.readString(mine.resolve("README.md")));
    assertEquals(
        "?? README.md\n?? environments/staging/values/old.yaml\n",
        World.gitIn(mine, "status", "--short", "-uall"));
    assertEquals("main\n", World.gitIn(mine, "branch", "--show-current"));
  }

  @Test
  void aRepositoryThatIsThereGetsWhatItLacksAndNothingElse() {
    belay("init", world.url());

    var changes = world.git("diff", "--name-status", "main~1", "main").lines().toList();
    assertTrue(changes.size() > 8, changes.toString());
    assertTrue(changes.stream().allMatch(line -> line.startsWith("A\t")), changes.toString());
    assertTrue(changes.contains("A\tapp-of-apps.yaml"));
    assertFalse(changes.contains("A\tenvironments/staging/values/.gitkeep"));

    var before = world.head();
    var again = belay("init", world.url());
    assertEquals(before, world.head());
    assertTrue(again.out().endsWith("nothing to do: everything is there\n"), again.out());
  }

  @Test
  void argoCdsOwnProjectIsNotNarrowedDown() throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/belay.yaml"), "environments: [{name: live}]\n");

    var said = belay("init", "mine");

    assertFalse(Files.exists(folder.resolve("mine/projects/default.yaml")));
    assertTrue(said.err().contains("the services' project is Argo CD's own default"), said.err());
  }

  @Test
  void aDryRunWritesNothingAndSaysWhatItWould() {
    var ran =
        Ran.in(
            folder,
            "init",
            "new-one",
            "--dry-run",
            "--diff",
            "--exit-code",
            "--url",
            "https://git.example.com/x.git");

    assertEquals(10, ran.code(), ran.err());
    assertTrue(ran.out().contains("+kind: AppProject\n"), ran.out());
    assertFalse(Files.exists(folder.resolve("new-one")));

    belay("init", "new-one");
    var after = Ran.in(folder, "init", "new-one", "--dry-run", "--exit-code");
    assertEquals(0, after.code(), after.out());
  }

  @Test
  void aTagIsWrittenAsItsDigest() {
    var pushed = world.pushed("v1", "cache", "7.4");

    belay(
        "add",
        "cache",
        "--group",
        "infrastructure",
        "--chart",
        "oci://registry.example.com/charts/redis",
        "--chart-version",
        "20.1.0",
        "--image",
        world.image("cache", "7.4"),
        "--repo",
        world.url());

    var digest = pushed.substring(pushed.indexOf('@') + 1);
    for (var environment : List.of("development", "staging", "production")) {
      assertTrue(world.values(environment, "cache").contains("digest: " + digest));
    }
  }

  @Test
  void aChartOfOthersDoesNotStartWithoutADigest() {
    var before = world.head();

    var ran =
        world.belay(
            "add",
            "redis",
            "--chart",
            "https://charts.example.com",
            "--chart-name",
            "redis",
            "--chart-version",
            "20.1.0",
            "--image",
            "docker.io/library/redis");

    assertEquals(2, ran.code());
    assertTrue(
        ran.err()
            .contains(
                "help: say which image it starts with: --image docker.io/library/redis:TAG, or"
                    + " @sha256:..."),
        ran.err());
    assertEquals(before, world.head());
  }

  @Test
  void manyAddAtTheSameTimeAndAllLand() throws Exception {
    belay("init", world.url(), "--registry", "registry.example.com");
    List<Callable<Ran>> adds =
        IntStream.range(0, 8)
            .<Callable<Ran>>mapToObj(n ->
                () ->
                    world.belayWith(
                        Map.of("BELAY_CACHE_DIR", folder.resolve("cache" + n).toString()),
                        "add",
                        "s" + n,
                        "--chart",
                        "https://git.example.com/charts.git",
                        "--chart-path",
                        "c" + n))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var added : threads.invokeAll(adds)) {
        assertEquals(0, added.get().code(), added.get().err());
      }
    }

    for (var n = 0; n < 8; n++) {
      assertTrue(world.values("staging", "s" + n).contains("registry.example.com/s" + n));
      world.git("cat-file", "-e", "main:applications/platform/s" + n + ".yaml");
    }
    var allowed = world.git("show", "main:projects/gitops.yaml");
    assertEquals(2, allowed.split("https://git.example.com/charts.git", -1).length, allowed);
  }

  @Test
  void theConfigurationIsShownWithItsOrigin() {
    belay("init", "shop", "--registry", "registry.example.com/shop");

    var shown = belay("config", "show", "--origin", "--repo", "shop").out();

    assertTrue(
        shown.matches("(?s).*registry: registry.example.com/shop +belay.yaml:\\d+:\\d+\n.*"),
        shown);
    assertTrue(shown.matches("(?s).*commit.message: .* +default\n.*"), shown);
  }

  private static String helm(Path clone, String environment) throws IOException {
    return new String(
        Tool.run(
            clone,
            Fetched.helm4().toString(),
            "template",
            "charts/api",
            "--name-template",
            "api",
            "--namespace",
            "shop-" + environment,
            "--values",
            "charts/api/values.yaml",
            "--values",
            "environments/" + environment + "/values/api.yaml"),
        UTF_8);
  }

  private Ran belay(String... arguments) {
    var ran = Ran.in(folder, arguments);
    assertEquals(0, ran.code(), ran.err());
    return ran;
  }
}
