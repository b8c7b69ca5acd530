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
  private static ArgoCd.Api api;
  private static Repository shop;
  private static String first;
  private static String second;

  @BeforeAll
  static void begin() throws IOException {
    ControlPlane.require();
    world = new World(folder);
    argocd = ArgoCd.start(Files.createDirectory(folder.resolve("cluster")));
    api = argocd.api();
    first = world.pushed("v1", "api", "1");
    second = world.pushed("v2", "api", "2");
    shop = new Repository("shop", "api");
    shop.belay(0, "deploy", "api", "--tag", "1", "--env", "staging");
  }

  @AfterAll
  static void end() throws Exception {
    for (var part : Stream.of(argocd, world).filter(Objects::nonNull).toList()) {
      part.close();
    }
  }

  @Test
  @Order(1)
  void aDryRunShowsWhatIsOutOfSyncAndChangesNothing() throws IOException {
    awaited("OutOfSync", () -> field("api-staging", "{.status.sync.status}"));

    var ran = shop.belay(0, "sync", "api", "--env", "staging", "--dry-run");

    assertEquals(
        """
        api-staging: %s can be synced, 3 resources out of sync
          Service          shop-staging  api
          ServiceAccount   shop-staging  api
          apps/Deployment  shop-staging  api
        """
            .formatted(shop.head().substring(0, 7)),
        ran.out());
    assertEquals("", get("deployments", "--all-namespaces"));
    shop.belay(10, "sync", "api", "--env", "staging", "--dry-run", "--exit-code", "-q");
  }

  @Test
  @Order(2)
  void aSyncBringsTheBranchsCommitAndWaitsUntilItRuns() throws IOException {
    var ran = shop.belay(0, "sync", "api", "--env", "staging", "--wait", "-o", "json");

    var answer = JSON.std.mapFrom(ran.out());
    assertEquals(shop.head(), answer.get("commit"));
    assertEquals(
        List.of("api-staging", "synced"), values(answer, "applications", "application", "outcome"));
    assertEquals(List.of("api-staging", true), values(answer, "argocd", "application", "live"));
    assertEquals(first, field("api-staging", "{.status.summary.images[0]}"));
    assertEquals("", field("api-staging", AUTOMATED));
    assertEquals(
        "api-staging: nothing to do: %s is there\n".formatted(shop.head().substring(0, 7)),
        shop.belay(0, "sync", "api", "--env", "staging").out());
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
    shop.git("push", "-q", "origin", "HEAD:refs/heads/other");
    assertEquals(
        """
        error: "api-staging" follows main of this repository, not other
          help: pass --branch main, or write targetRevision: other into its Application
        """,
        shop.belay(3, "sync", "api", "--env", "staging", "-b", "other").err());
    assertTrue(
        shop.belay(8, Map.of("ARGOCD_AUTH_TOKEN", "x.y.z"), "sync", "api", "-e", "staging")
            .err()
            .contains("does not accept the token"));
    assertTrue(
        shop.belay(4, "sync", "ghost", "-e", "staging").err().contains("no service \"ghost\""));
    var looking = Map.of("ARGOCD_AUTH_TOKEN", argocd.lookingOn(api));
    var denied = shop.belay(8, looking, "sync", "api", "-e", "production").err();
    assertTrue(
        denied.contains("the token may not sync \"api-production\" at " + api.url()), denied);
    assertTrue(
        denied.contains("permission denied: applications, sync, shop/api-production"), denied);
    var failed = shop.belay(6, "sync", "api", "--env", "production", "--wait", "-q").err();
    assertTrue(failed.contains("image.digest is empty"), failed);
  }

  @Test
  @Order(4)
  void autoSyncIsOnOnceItStandsInGit() throws IOException {
    var refused = shop.belay(3, "autosync", "on", "production").err();
    assertTrue(refused.contains("environments/production/values/api.yaml:"), refused);

    shop.belay(0, "autosync", "on", "staging");
    shop.belay(0, "autosync", "on", "production", "--force", "the first deploy comes next");
    shop.refresh();
    awaited(ON, () -> field("api-staging", AUTOMATED));
    awaited(ON, () -> field("api-production", AUTOMATED));
    shop.belay(0, "deploy", "api", "--tag", "2", "--env", "staging", "--wait");
    assertEquals(second, field("api-staging", "{.status.summary.images[0]}"));

    var ran = shop.belay(3, "sync", "api", "--env", "production").err();
    assertTrue(ran.contains("auto-sync currently set to main"), ran);
  }

  @Test
  @Order(5)
  void whatIsSwitchedOffStaysAsItIs() throws IOException {
    shop.belay(0, "autosync", "off", "staging", "api");
    shop.refresh();
    awaited("", () -> field("api-staging", AUTOMATED));
    shop.belay(0, "deploy", "api", "--tag", "1", "--env", "staging");
    shop.belay(0, "sync", "api", "--env", "staging", "--dry-run");
    assertEquals(second, field("api-staging", "{.status.summary.images[0]}"));
  }

  @Test
  @Order(6)
  void aSetSwitchesAnEnvironmentOrOneServiceOfIt() throws IOException {
    var mall = new Repository("mall", "mall-api", "--applicationset");
    mall.belay(0, "deploy", "mall-api=" + first, "--env", "staging");
    mall.belay(0, "sync", "mall-api", "--env", "staging", "--wait");
    assertEquals("", field("mall-api-staging", AUTOMATED));

    mall.belay(0, "autosync", "on", "staging", "mall-api");
    mall.refresh();
    awaited(ON, () -> field("mall-api-staging", AUTOMATED));
    mall.belay(0, "autosync", "off", "staging", "mall-api");
    mall.refresh();
    awaited("", () -> field("mall-api-staging", AUTOMATED));

    var next = mall.belay(0, "autosync", "on", "staging").out().lines().toList().getLast();
    mall.shell(next.substring("next: ".length()));
    awaited(ON, () -> field("mall-api-staging", AUTOMATED));
  }

  private static String field(String application, String path) {
    return get("application", application, "--ignore-not-found", "--output=jsonpath=" + path);
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
                  "ARGOCD_SERVER", api.url(),
                  "ARGOCD_AUTH_TOKEN", api.token()));
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
