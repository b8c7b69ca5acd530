package belay.journey;

import static belay.journey.ArgoCdWorld.REVISION;
import static belay.journey.ArgoCdWorld.STATE;
import static belay.journey.ArgoCdWorld.valuesFile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.cli.Ran;
import belay.journey.ArgoCdWorld.GitOps;
import belay.peers.ArgoCd;
import belay.peers.ControlPlane;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `belay deploy --wait` with Argo CD and Kubernetes themselves: each end that a wait can have, all
/// that is said then. Each is a service with a repository and an Application of its own, so that
/// they come to their ends side by side; then what befalls Argo CD as a whole.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WaitOnArgoCdTest {
  private static final String AUTO = "{automated: {prune: true, selfHeal: true}}";
  private static final String ONCE = "{automated: {}, retry: {limit: 0}}";
  private static final String TWICE = "{automated: {}, retry: {limit: 1, backoff: {duration: 1s}}}";
  private static final String SLOWLY =
      "{automated: {}, retry: {limit: 5, backoff: {duration: 3m}}}";
  private static final String MANUAL = "{}";
  private static final String INVALID =
      """
      also:
        - apiVersion: v1
          kind: Service
          metadata: {name: %s}
          spec: {ports: [{port: 99999}]}
      """;

  @TempDir static Path folder;
  private static ArgoCdWorld here;
  private static ExecutorService tasks;

  @BeforeAll
  static void begin() throws IOException {
    ControlPlane.require();
    here = new ArgoCdWorld(folder, "waits");
    tasks = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void end() throws IOException {
    if (tasks != null) {
      tasks.shutdownNow();
    }
    if (here != null) {
      here.close();
    }
  }

  /// A service that has a repository and an Application of its own.
  private record Service(String name, GitOps gitOps) {
    static Service begun(String name, String policy, String values) throws IOException {
      var gitOps =
          here.repository(name, "image: {path: image}\n", Map.of("staging/" + name, values));
      here.argocd.plane().apply(here.application(gitOps, name, "staging", policy));
      return new Service(name, gitOps);
    }

    String application() {
      return name + "-staging";
    }

    Ran deploy(String image, String... more) {
      return deploy(Map.of(), image, more);
    }

    Ran deploy(Map<String, String> variables, String image, String... more) {
      var arguments = ArgoCdWorld.list("deploy", name + "=" + image, "--env", "staging");
      arguments.addAll(List.of(more));
      return here.belay(gitOps, variables, arguments.toArray(String[]::new));
    }

    /// Deploys without a wait, until Argo CD has come so far with it.
    void deployedUntil(String state, String image) {
      assertEquals(0, deploy(image).code());
      here.awaited(gitOps.head(), application(), REVISION);
      here.awaited(state, application(), STATE);
    }

    /// A wait that goes on beside what happens next; returns once its commit is pushed.
    Future<Ran> waits(String image) {
      var before = gitOps.head();
      var ran = tasks.submit(() -> deploy(image, "--wait", "--timeout", "2m"));
      here.awaited(true, () -> !gitOps.head().equals(before) || ran.isDone());
      return ran;
    }

    Transcript says(int code, Ran ran, String command) {
      return new Transcript(here.world).ended(code, ran, command);
    }

    void ends(int code, Ran ran, String command) throws IOException {
      says(code, ran, command).is("argocd/" + name);
    }
  }

  private interface Story {
    void run() throws Exception;
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> everyEnd() {
    Map<String, Story> stories = new LinkedHashMap<>();
    stories.put("live", WaitOnArgoCdTest::live);
    stories.put("a failed sync", WaitOnArgoCdTest::failedSync);
    stories.put("a sync that fails again", WaitOnArgoCdTest::retriedSync);
    stories.put("another sync under way", WaitOnArgoCdTest::syncingStill);
    stories.put("degraded", WaitOnArgoCdTest::degraded);
    stories.put("degraded for a moment", WaitOnArgoCdTest::degradedForAMoment);
    stories.put("in progress", WaitOnArgoCdTest::inProgress);
    stories.put("deleted", WaitOnArgoCdTest::deleted);
    stories.put("deployed over", WaitOnArgoCdTest::deployedOver);
    stories.put("a later commit", WaitOnArgoCdTest::laterCommit);
    stories.put("no auto-sync", WaitOnArgoCdTest::noAutoSync);
    stories.put("no manifests", WaitOnArgoCdTest::noManifests);
    stories.put("another image", WaitOnArgoCdTest::anotherImage);
    stories.put("another digest", WaitOnArgoCdTest::anotherDigest);
    stories.put("no Pods", WaitOnArgoCdTest::noPods);
    stories.put("nobody is let in", WaitOnArgoCdTest::nobodyIsLetIn);
    stories.put("several sources", WaitOnArgoCdTest::severalSources);
    stories.put("another namespace", WaitOnArgoCdTest::anotherNamespace);
    stories.put("source hydrator", WaitOnArgoCdTest::sourceHydrator);
    Map<String, Future<?>> begun = new LinkedHashMap<>();
    stories.forEach((name, story) ->
        begun.put(
            name,
            tasks.submit(() -> {
              story.run();
              return true;
            })));
    return begun.entrySet().stream()
        .map(story -> dynamicTest(story.getKey(), () -> story.getValue().get()));
  }

  private static void live() throws IOException {
    var calm = Service.begun("calm", AUTO, "");
    var ran = calm.deploy(here.first, "--wait");
    assertEquals("calm-staging: live", ran.err().lines().toList().getLast());
    calm.says(0, ran, "deploy")
        .ended(0, calm.deploy(here.first, "--wait"), "deploy the same")
        .is("argocd/calm");
    var json = calm.deploy(here.second, "--wait", "-o", "json", "--no-progress");
    assertEquals("", json.err());
    assertEquals(
        List.of(
            Map.of(
                "application", "calm-staging",
                "live", true,
                "sync", "Synced",
                "health", "Healthy",
                "revision", calm.gitOps.head(),
                "images", List.of(here.second),
                "state", "live")),
        JSON.std.mapFrom(json.out()).get("argocd"));
  }

  /// What came before had failed as well, which is no matter.
  private static void failedSync() throws IOException {
    var invalid = Service.begun("invalid", ONCE, INVALID.formatted("invalid"));
    here.awaited("Failed", "invalid-staging", "{.status.operationState.phase}");
    invalid.ends(6, invalid.deploy(here.first, "--wait"), "deploy");
  }

  private static void retriedSync() throws IOException {
    var stubborn = Service.begun("stubborn", TWICE, INVALID.formatted("stubborn"));
    stubborn.ends(6, stubborn.deploy(here.first, "--wait"), "deploy");
  }

  /// Argo CD does not begin with ours before it has given up on what came before.
  private static void syncingStill() throws IOException {
    var busy = Service.begun("busy", SLOWLY, INVALID.formatted("busy"));
    here.awaited("1", "busy-staging", "{.status.operationState.retryCount}");
    assertEquals(0, busy.deploy(here.first).code());
    here.awaited(busy.gitOps.head(), "busy-staging", REVISION);
    busy.ends(7, busy.deploy(here.first, "--wait", "--timeout", "2s"), "deploy");
  }

  private static void degraded() throws IOException {
    var sick = Service.begun("sick", AUTO, "deadline: 1\nnode: {nowhere: really}\n");
    sick.ends(6, sick.deploy(here.first, "--wait"), "deploy");
  }

  private static void degradedForAMoment() throws Exception {
    var faint = Service.begun("faint", AUTO, "deadline: 1\nnode: {faint: no-more}\n");
    var ran = faint.waits(here.first);
    here.awaited("Synced Degraded", "faint-staging", STATE);
    here.kubectl("label", "node", "node", "faint=no-more");
    faint.ends(0, ran.get(), "deploy");
    here.kubectl("label", "node", "node", "faint-");
  }

  private static void inProgress() throws IOException {
    var slow = Service.begun("slow", AUTO, "node: {nowhere: really}\n");
    slow.deployedUntil("Synced Progressing", here.first);
    slow.ends(7, slow.deploy(here.first, "--wait", "--timeout", "2s"), "deploy");
  }

  private static void deleted() throws Exception {
    var gone = Service.begun("gone", MANUAL, "");
    var ran = gone.waits(here.first);
    here.awaited(gone.gitOps.head(), "gone-staging", REVISION);
    here.kubectl("delete", "application", "gone-staging");
    gone.ends(4, ran.get(), "deploy");
  }

  private static void deployedOver() throws Exception {
    var over = Service.begun("over", MANUAL, "");
    var ran = over.waits(here.first);
    assertEquals(0, over.deploy(here.second).code());
    over.ends(5, ran.get(), "deploy");
  }

  private static void laterCommit() throws Exception {
    var later = Service.begun("later", MANUAL, "");
    var ran = later.waits(here.first);
    later.gitOps.pull();
    Files.writeString(later.gitOps.folder().resolve("README.md"), "More.\n");
    later.gitOps.commit("Say more");
    here.well(later.gitOps, "sync", "later", "--env", "staging");
    later.ends(0, ran.get(), "deploy");
    assertEquals(later.gitOps.head(), here.field("later-staging", REVISION));
  }

  private static void noAutoSync() throws IOException {
    var manual = Service.begun("manual", MANUAL, "");
    manual.deployedUntil("OutOfSync Missing", here.first);
    manual.ends(7, manual.deploy(here.first, "--wait", "--timeout", "2s"), "deploy");
  }

  private static void noManifests() throws IOException {
    var unmade = Service.begun("unmade", AUTO, "refuses: not on a Sunday\n");
    here.awaited("Synced Healthy", "unmade-staging", STATE);
    var ran = unmade.waits(here.first);
    here.awaited("Unknown Healthy", "unmade-staging", STATE);
    ran.cancel(true);
    unmade.ends(7, unmade.deploy(here.first, "--wait", "--timeout", "2s"), "deploy");
  }

  private static void anotherImage() throws IOException {
    var deaf = Service.begun("deaf", AUTO, "runs: nginx:1.27\n");
    deaf.deployedUntil("Synced Healthy", here.first);
    deaf.ends(7, deaf.deploy(here.first, "--wait", "--timeout", "2s"), "deploy");
  }

  /// A parameter of the Application hides what Git says.
  private static void anotherDigest() throws IOException {
    var gitOps = here.repository("stuck", "", Map.of("staging/stuck", ""));
    here.argocd
        .plane()
        .apply(
            here.application(
                "argocd",
                "default",
                "stuck-staging",
                AUTO,
                "source: "
                    + here.source(
                        gitOps,
                        "path: chart",
                        "helm: {valueFiles: [%s], parameters: [{name: runs, value: \"%s\"}]}"
                            .formatted(valuesFile("stuck", "staging"), here.first))));
    var stuck = new Service("stuck", gitOps);
    stuck.deployedUntil("Synced Healthy", here.second);
    stuck.ends(7, stuck.deploy(here.second, "--wait", "--timeout", "2s"), "deploy");
  }

  private static void noPods() throws IOException {
    var idle = Service.begun("idle", AUTO, "replicas: 0\n");
    idle.ends(0, idle.deploy(here.first, "--wait"), "deploy");
  }

  private static void nobodyIsLetIn() throws IOException {
    var closed = Service.begun("closed", MANUAL, "");
    var head = closed.gitOps.head();
    var stranger = here.argocd.stranger();
    closed
        .says(8, waits(closed, "ARGOCD_AUTH_TOKEN", "no.such.token"), "deploy with a wrong token")
        .ended(8, waits(closed, "ARGOCD_AUTH_TOKEN", ""), "deploy without a token")
        .ended(8, waits(closed, "ARGOCD_AUTH_TOKEN", stranger), "deploy with one that may nothing")
        .ended(
            9, waits(closed, "ARGOCD_SERVER", "http://127.0.0.1:1"), "deploy, and nobody is there")
        .ended(
            4,
            here.belay(
                here.repository("ghost", "", Map.of("staging/ghost", "")),
                "deploy",
                "ghost=" + here.first,
                "--env",
                "staging",
                "--wait"),
            "deploy what has no Application")
        .is("argocd/closed");
    assertEquals(head, closed.gitOps.head());
  }

  private static Ran waits(Service service, String variable, String value) {
    return service.deploy(Map.of(variable, value), here.first, "--wait");
  }

  private static void severalSources() throws IOException {
    var charts = here.repository("charts", "", Map.of());
    var gitOps = here.repository("several", "", Map.of("staging/several", ""));
    var chart =
        here.source(
            charts,
            "path: chart",
            "helm: {valueFiles: [$values%s]}".formatted(valuesFile("several", "staging")));
    here.argocd
        .plane()
        .apply(
            here.application(
                "argocd",
                "default",
                "several-staging",
                AUTO,
                "sources: [%s, %s]".formatted(chart, here.source(gitOps, "ref: values"))));
    var several = new Service("several", gitOps);
    several.ends(0, several.deploy(here.first, "--wait"), "deploy");
  }

  /// One of the same name is in Argo CD's own namespace, and never gets well.
  private static void anotherNamespace() throws IOException {
    var other = Service.begun("other", AUTO, "deadline: 1\nnode: {nowhere: really}\n");
    other.deployedUntil("Synced Degraded", here.first);
    var gitOps =
        here.repository(
            "team",
            "argocd: {namespace: %s, project: team}\n".formatted(ArgoCd.OTHER_NAMESPACE),
            Map.of("staging/other", "", "staging/ghost", ""));
    here.argocd
        .plane()
        .apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: team, namespace: argocd}
            spec:
              sourceRepos: ["*"]
              sourceNamespaces: [teams]
              destinations: [{server: "*", namespace: "*"}]
            ---
            """
                + here.application(
                    ArgoCd.OTHER_NAMESPACE,
                    "team",
                    "other-staging",
                    AUTO,
                    "source: "
                        + here.source(
                            gitOps,
                            "path: chart",
                            "helm: {releaseName: team, valueFiles: [%s]}"
                                .formatted(valuesFile("other", "staging")))));
    var team = new Service("other", gitOps);
    team.says(0, team.deploy(here.first, "--wait"), "deploy")
        .ended(0, here.belay(gitOps, "status", "other", "-e", "staging", "--live"), "status")
        .ended(
            4,
            here.belay(gitOps, "deploy", "ghost=" + here.first, "--env", "staging", "--wait"),
            "deploy what has no Application")
        .is("argocd/other");
  }

  private static void sourceHydrator() throws IOException {
    var gitOps = here.repository("dry", "", Map.of("staging/dry", ""));
    here.argocd
        .plane()
        .apply(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: dry
              namespace: argocd
              labels: {argocd.argoproj.io/secret-type: repository-write}
            stringData: {type: git, url: "%s"}
            ---
            """
                    .formatted(here.url(gitOps))
                + here.application(
                    "argocd",
                    "default",
                    "dry-staging",
                    AUTO,
                    """
                    sourceHydrator:
                        drySource: %s
                        syncSource: {targetBranch: hydrated, path: staging}
                    """
                        .formatted(
                            here.source(
                                gitOps,
                                "path: chart",
                                "helm: {valueFiles: [%s]}"
                                    .formatted(valuesFile("dry", "staging"))))));
    var dry = new Service("dry", gitOps);
    dry.ends(0, dry.deploy(here.first, "--wait"), "deploy");
  }

  @Test
  @Order(2)
  void anArgoCdThatIsRestartedIsWaitedFor() throws Exception {
    var restarted = Service.begun("restarted", MANUAL, "");
    var ran = restarted.waits(here.first);
    here.awaited(restarted.gitOps.head(), "restarted-staging", REVISION);
    for (var part : List.of(ArgoCd.Part.SERVER, ArgoCd.Part.APPLICATION_CONTROLLER)) {
      here.argocd.stop(part);
      here.argocd.start(part);
    }
    here.kubectl(
        "patch",
        "application",
        "restarted-staging",
        "--type=merge",
        "--patch={\"spec\":{\"syncPolicy\":{\"automated\":{}}}}");
    restarted.ends(0, ran.get(), "deploy");
  }

  @Test
  @Order(3)
  void whereNothingCanBeRenderedItIsSaid() throws Exception {
    var blind = Service.begun("blind", AUTO, "");
    here.awaited("Synced Healthy", "blind-staging", STATE);
    here.argocd.stop(ArgoCd.Part.REPO_SERVER);
    var ran = blind.waits(here.first);
    try {
      here.awaited(
          true,
          () ->
              here.field("blind-staging", "{.status.conditions[*].type}")
                  .contains("ComparisonError"));
      blind.ends(7, blind.deploy(here.first, "--wait", "--timeout", "2s"), "deploy");
    } finally {
      here.argocd.start(ArgoCd.Part.REPO_SERVER);
    }
    assertEquals(0, ran.get().code(), ran.get().err());
  }

  @Test
  @Order(4)
  void anArgoCdThatGoesAwayIsWaitedForAndThenUnreachable() throws Exception {
    var lost = Service.begun("lost", MANUAL, "");
    var before = lost.gitOps.head();
    var ran = tasks.submit(() -> lost.deploy(here.first, "--wait", "--timeout", "4s"));
    here.awaited(true, () -> !lost.gitOps.head().equals(before));
    here.argocd.stop(ArgoCd.Part.SERVER);
    try {
      // How far Argo CD was by then is a matter of milliseconds.
      lost.ends(9, new Ran(ran.get().code(), "", ran.get().err()), "deploy");
    } finally {
      here.argocd.start(ArgoCd.Part.SERVER);
    }
  }
}
