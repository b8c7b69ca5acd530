package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.peers.ArgoCd;
import belay.peers.ControlPlane;
import belay.peers.Tool;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// First by hand, then by itself, with Argo CD and Kubernetes themselves: a repository that begins
/// without auto-sync, `belay sync`, and what `belay autosync` does to what runs.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SyncOnArgoCdTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final String AUTOMATED = "{.spec.syncPolicy.automated}";
  private static final String ON = "{\"allowEmpty\":false,\"prune\":true,\"selfHeal\":true}";

  @TempDir static Path folder;
  private static World world;
  private static ArgoCd argocd;
  private static String token;
  private static Repository office;
  private static String first;
  private static String second;

  @BeforeAll
  static void begin() throws IOException {
    ControlPlane.require();
    world = new World(folder);
    argocd = ArgoCd.shared();
    token = argocd.token();
    first = world.pushed("v1", "desk", "1");
    second = world.pushed("v2", "desk", "2");
    office = new Repository("office", "desk");
    office.belay(0, "deploy", "desk", "--tag", "1", "--env", "staging");
  }

  @AfterAll
  static void end() throws IOException {
    if (argocd != null) {
      argocd.leave();
    }
    if (world != null) {
      world.close();
    }
  }

  @Test
  @Order(1)
  void aDryRunShowsWhatIsOutOfSyncAndChangesNothing() throws IOException {
    awaited("OutOfSync", () -> field("desk-staging", "{.status.sync.status}"));

    // Other tests may have left theirs in the cluster.
    var before = deployments("--all-namespaces");
    assertEquals("", deployments("--namespace=office-staging"));

    var ran = office.belay(0, "sync", "desk", "--env", "staging", "--dry-run");

    assertEquals(
        """
        desk-staging: %s can be synced, 3 resources out of sync
          Service          office-staging  desk
          ServiceAccount   office-staging  desk
          apps/Deployment  office-staging  desk
        """
            .formatted(office.head().substring(0, 7)),
        ran.out());
    assertEquals(before, deployments("--all-namespaces"));
    office.belay(10, "sync", "desk", "--env", "staging", "--dry-run", "--exit-code", "-q");
  }

  @Test
  @Order(2)
  void aSyncBringsTheBranchsCommitAndWaitsUntilItRuns() throws IOException {
    var ran = office.belay(0, "sync", "desk", "--env", "staging", "--wait", "-o", "json");

    var answer = JSON.std.mapFrom(ran.out());
    assertEquals(office.head(), answer.get("commit"));
    assertEquals(
        List.of("desk-staging", "synced"),
        values(answer, "applications", "application", "outcome"));
    assertEquals(List.of("desk-staging", true), values(answer, "argocd", "application", "live"));
    assertEquals(first, field("desk-staging", "{.status.summary.images[0]}"));
    assertEquals("", field("desk-staging", AUTOMATED));
    assertEquals(
        "desk-staging: nothing to do: %s is there\n".formatted(office.head().substring(0, 7)),
        office.belay(0, "sync", "desk", "--env", "staging").out());
  }

  private static List<Object> values(Map<String, Object> answer, String list, String... keys) {
    var one = (Map<?, ?>) ((List<?>) Objects.requireNonNull(answer.get(list))).getFirst();
    List<Object> values = new ArrayList<>();
    for (var key : keys) {
      values.add(Objects.requireNonNull(one.get(key)));
    }
    return values;
  }

  @Test
  @Order(3)
  void whatCannotBeSyncedIsSaidAndNothingIs() throws IOException {
    office.git("push", "-q", "origin", "HEAD:refs/heads/other");
    assertEquals(
        """
        error: "desk-staging" follows main of this repository, not other
          help: pass --branch main, or write targetRevision: other into its Application
        """,
        office.belay(3, "sync", "desk", "--env", "staging", "-b", "other").err());
    assertTrue(
        office
            .belay(8, Map.of("ARGOCD_AUTH_TOKEN", "x.y.z"), "sync", "desk", "-e", "staging")
            .err()
            .contains("does not accept the token"));
    assertTrue(
        office.belay(4, "sync", "ghost", "-e", "staging").err().contains("no service \"ghost\""));
    var looking = Map.of("ARGOCD_AUTH_TOKEN", argocd.lookingOn());
    var denied = office.belay(8, looking, "sync", "desk", "-e", "production").err();
    assertTrue(
        denied.contains("the token may not sync \"desk-production\" at " + argocd.url()), denied);
    assertTrue(
        denied.contains("permission denied: applications, sync, office/desk-production"), denied);
    var failed = office.belay(6, "sync", "desk", "--env", "production", "--wait", "-q").err();
    assertTrue(failed.contains("image.digest is empty"), failed);
  }

  @Test
  @Order(4)
  void autoSyncIsOnOnceItStandsInGit() throws IOException {
    var refused = office.belay(3, "autosync", "on", "production").err();
    assertTrue(refused.contains("environments/production/values/desk.yaml:"), refused);

    office.belay(0, "autosync", "on", "staging");
    office.belay(0, "autosync", "on", "production", "--force", "the first deploy comes next");
    office.refresh();
    awaited(ON, () -> field("desk-staging", AUTOMATED));
    awaited(ON, () -> field("desk-production", AUTOMATED));
    office.belay(0, "deploy", "desk", "--tag", "2", "--env", "staging", "--wait");
    assertEquals(second, field("desk-staging", "{.status.summary.images[0]}"));

    var ran = office.belay(3, "sync", "desk", "--env", "production").err();
    assertTrue(ran.contains("auto-sync currently set to main"), ran);
  }

  @Test
  @Order(5)
  void whatIsSwitchedOffStaysAsItIs() throws IOException {
    office.belay(0, "autosync", "off", "staging", "desk");
    office.refresh();
    awaited("", () -> field("desk-staging", AUTOMATED));
    office.belay(0, "deploy", "desk", "--tag", "1", "--env", "staging");
    office.belay(0, "sync", "desk", "--env", "staging", "--dry-run");
    assertEquals(second, field("desk-staging", "{.status.summary.images[0]}"));
  }

  @Test
  @Order(6)
  void aSetSwitchesAnEnvironmentOrOneServiceOfIt() throws IOException {
    var library = new Repository("library", "library-desk", "--applicationset");
    library.belay(0, "deploy", "library-desk=" + first, "--env", "staging");
    awaited("library-desk-staging", () -> field("library-desk-staging", "{.metadata.name}"));
    library.belay(0, "sync", "library-desk", "--env", "staging", "--wait");
    assertEquals("", field("library-desk-staging", AUTOMATED));

    library.belay(0, "autosync", "on", "staging", "library-desk");
    library.refresh();
    awaited(ON, () -> field("library-desk-staging", AUTOMATED));
    library.belay(0, "autosync", "off", "staging", "library-desk");
    library.refresh();
    awaited("", () -> field("library-desk-staging", AUTOMATED));

    var next = library.belay(0, "autosync", "on", "staging").out().lines().toList().getLast();
    library.shell(next.substring("next: ".length()));
    awaited(ON, () -> field("library-desk-staging", AUTOMATED));
  }

  private static String field(String application, String path) {
    return get("application", application, "--ignore-not-found", "--output=jsonpath=" + path);
  }

  /// Those of some namespaces, with their namespaces.
  private static String deployments(String namespaces) {
    return get(
        "deployments",
        namespaces,
        "--output=jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {end}");
  }

  private static String get(String... what) {
    try {
      return argocd
          .plane()
          .kubectl(Stream.concat(Stream.of("get"), Stream.of(what)).toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void awaited(T wanted, Supplier<T> seen) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var last = seen.get();
    while (!wanted.equals(last) && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      last = seen.get();
    }
    assertEquals(wanted, last, () -> get("applications", "--output=yaml"));
  }

  /// A GitOps repository that begins without auto-sync, with one service, and in Argo CD.
  private static final class Repository {
    private final String url;
    private final Path bare;
    private final Path clone;

    Repository(String name, String service, String... flags) throws IOException {
      url = world.git.url(name).toString();
      bare = folder.resolve("git/" + name + ".git");
      clone = folder.resolve(name);
      World.gitIn(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
      World.gitIn(bare, "config", "http.receivepack", "true");
      var init = new ArrayList<>(List.of("init", url, "--project", name, "--manual-sync"));
      init.addAll(List.of("--registry", world.registry.address() + "/shop"));
      init.addAll(List.of(flags));
      belay(0, init.toArray(String[]::new));
      belay(0, "add", service, "--new-chart");
      World.gitIn(folder, "clone", "-q", url, clone.toString());
      shell(
          Files.readAllLines(clone.resolve("README.md")).stream()
              .filter(line -> line.startsWith("kubectl apply"))
              .findFirst()
              .orElseThrow());
      awaited("", () -> field(service + "-staging", AUTOMATED));
    }

    Ran belay(int code, String... arguments) {
      return belay(code, Map.of(), arguments);
    }

    Ran belay(int code, Map<String, String> more, String... arguments) {
      var variables =
          new HashMap<>(
              Map.of(
                  "BELAY_REPO", url,
                  "ARGOCD_SERVER", argocd.url(),
                  "ARGOCD_AUTH_TOKEN", token));
      variables.putAll(more);
      var ran = world.belayWith(variables, arguments);
      assertEquals(code, ran.code(), ran.out() + ran.err());
      return ran;
    }

    /// What a webhook would do: the set, or the app-of-apps, looks into Git now.
    void refresh() throws IOException {
      var set = Files.exists(clone.resolve("applicationset.yaml"));
      argocd
          .plane()
          .kubectl(
              "annotate",
              "--overwrite",
              set ? "applicationset" : "application",
              clone.getFileName() + (set ? "" : "-apps"),
              "argocd.argoproj.io/" + (set ? "application-set-refresh=true" : "refresh=normal"));
    }

    String head() {
      return World.gitIn(bare, "rev-parse", "main").strip();
    }

    void git(String... arguments) {
      World.gitIn(clone, arguments);
    }

    /// Runs a command where somebody would: in an up-to-date clone.
    void shell(String command) throws IOException {
      World.gitIn(clone, "pull", "-q", "--ff-only");
      Tool.run(clone, argocd.plane().environment(), "sh", "-ec", command);
    }
  }
}
