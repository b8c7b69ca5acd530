package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.ArgoCd;
import belay.peers.ChartRepository;
import belay.peers.ControlPlane;
import belay.peers.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What `init` and `add` write, and the README that they write followed to the letter, with Argo CD
/// and Kubernetes themselves. In an order in which what takes its time takes it beside the others.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RealArgoCdTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// Longer than an autoscaler without metrics takes to be called degraded.
  private static final Duration UNTIL_DEGRADED = Duration.ofSeconds(40);

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final String STATE = "{.status.sync.status} {.status.health.status}";
  private static final String CONDITIONS = "{.status.conditions[*].message}";
  private static final String EVERY =
      "api-development api-production api-staging redis-development redis-production"
          + " redis-staging";

  /// How an app-of-apps is made to wait for the health of its Applications; many clusters have it.
  private static final String HEALTH_OF_APPLICATIONS =
      """
      {"data": {"resource.customizations.health.argoproj.io_Application":
        "hs = {status = 'Progressing'}\\nif obj.status and obj.status.health then\\n  hs.status = obj.status.health.status\\nend\\nreturn hs"}}
      """;

  private static final String OF_ITS_OWN =
      "{\"data\": {\"resource.customizations.health.argoproj.io_Application\": null}}";

  @TempDir static Path folder;
  private static World world;
  private static ArgoCd argocd;
  private static ChartRepository charts;
  private static final Map<String, Repository> rolledOut = new TreeMap<>();

  @BeforeAll
  static void begin() throws IOException {
    ControlPlane.require();
    world = new World(folder);
    argocd = ArgoCd.shared();
    charts = chart("redis");
  }

  @AfterAll
  static void end() throws Exception {
    if (argocd != null) {
      argocd.plane().kubectl("patch", "configmap", "argocd-cm", "--patch=" + OF_ITS_OWN);
      argocd.leave();
    }
    for (var part : Stream.of(charts, world).filter(Objects::nonNull).toList()) {
      part.close();
    }
  }

  private static ChartRepository chart(String name) throws IOException {
    return ChartRepository.start(
        Files.createDirectory(folder.resolve("chart-" + name)),
        ControlPlane.programs().resolve("helm"),
        name);
  }

  @Test
  @Order(1)
  void theAppOfAppsMakesEveryApplicationAndWaitsForNone() throws IOException {
    var shop = shop();

    awaited("Synced Healthy", () -> field("shop-apps", STATE));
    awaited("Succeeded", () -> field("shop-apps", "{.status.operationState.phase}"));

    argocd.plane().kubectl("patch", "configmap", "argocd-cm", "--patch=" + HEALTH_OF_APPLICATIONS);
    shop.belay("add", "web", "--new-chart");
    awaited("web-production", () -> field("web-production", "{.metadata.name}"));
  }

  @Test
  @Order(2)
  void theSetMakesEveryApplicationToo() throws IOException {
    mall();
  }

  private static Repository shop() throws IOException {
    return rolledOut("shop", EVERY);
  }

  private static Repository mall() throws IOException {
    return rolledOut(
        "mall",
        EVERY.replace("redis", "mall-redis").replace("api", "mall-api"),
        "--applicationset");
  }

  private static Repository rolledOut(String name, String applications, String... flags)
      throws IOException {
    var known = rolledOut.get(name);
    if (known != null) {
      return known;
    }
    var repository = new Repository(name, flags);
    awaited(applications, repository::applications);
    rollsOutStageByStage(repository);
    rolledOut.put(name, repository);
    return repository;
  }

  /// Infrastructure runs where Argo CD delivers, and staging whether production waits or not.
  private static void rollsOutStageByStage(Repository repository) throws IOException {
    var redis = repository.service("redis");
    var api = repository.service("api");
    awaited("Synced Healthy", () -> field(redis + "-staging", STATE));
    awaited("Synced Healthy", () -> field(redis + "-production", STATE));
    awaited(true, () -> field(api + "-staging", CONDITIONS).contains("image.digest is empty"));

    var pushed = world.pushed("v1", api, "1");
    repository.belay("deploy", api, "--tag", "1", "--env", "staging");

    awaited("Synced Healthy", () -> field(api + "-staging", STATE));
    assertEquals(pushed, field(api + "-staging", "{.status.summary.images[0]}"));
    assertTrue(field(api + "-production", CONDITIONS).contains("image.digest is empty"));
    repository.healthy = System.nanoTime();
  }

  @Test
  @Order(4)
  void allStaysHealthyWhereAnAutoscalerHasNoMetrics() throws IOException {
    for (var repository : List.of(shop(), mall())) {
      LockSupport.parkNanos(repository.healthy + UNTIL_DEGRADED.toNanos() - System.nanoTime());
      assertEquals("Synced Healthy", field(repository.service("api") + "-staging", STATE));
    }
  }

  @Test
  @Order(3)
  void aChartFromElsewhereRunsOnceTheCommandThatAddSaysIsRun() throws IOException {
    var bazaar = new Repository("bazaar");
    try (var others = chart("memcached")) {
      var added = bazaar.addChart("bazaar-memcached", "memcached", others);
      awaited(
          true,
          () ->
              field("bazaar-memcached-staging", CONDITIONS)
                  .contains("is not permitted in project 'bazaar'"));

      bazaar.shell(
          added
              .lines()
              .filter(line -> line.startsWith("next: "))
              .map(line -> line.substring("next: ".length()))
              .collect(Collectors.joining()));

      awaited("Synced Healthy", () -> field("bazaar-memcached-staging", STATE));
    }
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

  /// A GitOps repository that `init` and `add` made, with redis from a Helm repository and api with
  /// a chart of its own, and its README followed.
  private static final class Repository {
    private final String name;
    private final String url;
    private final Path clone;
    private long healthy;

    Repository(String name, String... flags) throws IOException {
      this.name = name;
      this.url = world.git.url(name).toString();
      this.clone = folder.resolve(name);
      var bare = folder.resolve("git/" + name + ".git");
      World.gitIn(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
      World.gitIn(bare, "config", "http.receivepack", "true");
      var init = new ArrayList<>(List.of("init", url, "--project", name));
      init.addAll(List.of("--registry", world.registry.address() + "/shop"));
      init.addAll(List.of(flags));
      belay(init.toArray(String[]::new));
      addChart(service("redis"), "redis", charts);
      belay("add", service("api"), "--new-chart");
      World.gitIn(folder, "clone", "-q", url, clone.toString());
      for (var command : readme()) {
        shell(command);
      }
    }

    /// One cluster has one Application of a name.
    String service(String service) {
      return name.equals("shop") ? service : name + "-" + service;
    }

    String addChart(String service, String chart, ChartRepository from) {
      return belay(
          "add",
          service,
          "--group=infrastructure",
          "--chart=" + from.url(),
          "--chart-name=" + chart,
          "--chart-version=" + ChartRepository.VERSION,
          "--image=" + world.pushed("v1", service, "7"));
    }

    /// What the README says to run on the cluster, once; what is left out is for who wants it.
    private List<String> readme() throws IOException {
      var readme = Files.readString(clone.resolve("README.md"));
      var once = readme.split("\n## Belay|\nArgo CD can keep an order", 2)[0];
      return BLOCK
          .matcher(once)
          .results()
          .map(block -> block.group(1))
          .filter(command -> command.startsWith("kubectl"))
          .toList();
    }

    String belay(String... arguments) {
      var ran = world.belayWith(Map.of("BELAY_REPO", url), arguments);
      assertEquals(0, ran.code(), ran.err());
      return ran.out();
    }

    /// Runs a command where somebody would: in an up-to-date clone.
    void shell(String command) throws IOException {
      World.gitIn(clone, "pull", "-q", "--ff-only");
      Tool.run(clone, argocd.plane().environment(), "sh", "-ec", command);
    }

    /// The names of its services' Applications.
    String applications() {
      return get(
          "applications",
          "--sort-by=.metadata.name",
          "--output=jsonpath={.items[?(@.spec.project==\"%s\")].metadata.name}".formatted(name));
    }
  }
}
