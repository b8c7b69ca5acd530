package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import belay.peers.ArgoCd;
import belay.peers.ControlPlane;
import belay.peers.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/// What really runs, as `belay verify --live` and `belay doctor` see it, with Argo CD and
/// Kubernetes themselves: in the cluster, and through Argo CD.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LiveOnArgoCdTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final String STATE = "{.status.sync.status} {.status.health.status}";
  private static final List<String> LIVE = List.of("verify", "--live", "--env", "staging");

  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: digests}
      spec:
        failurePolicy: Fail
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: boat-staging}}
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
        validations:
          - expression: "object.spec.containers.all(c, c.image.matches('@sha256:[0-9a-f]{64}$'))"
            message: name images by digest
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: digests}
      spec: {policyName: digests, validationActions: [Deny]}
      """;

  @TempDir static Path folder;
  private static World world;
  private static ArgoCd argocd;
  private static String token;
  private static String url;
  private static Path bare;
  private static String first;
  private static String second;

  @BeforeAll
  static void begin() throws IOException {
    ControlPlane.require();
    world = new World(folder);
    argocd = ArgoCd.shared();
    token = argocd.token();
    first = world.pushed("v1", "bay", "1");
    second = world.pushed("v2", "bay", "2");
    url = world.git.url("boat").toString();
    bare = folder.resolve("git/boat.git");
    World.gitIn(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
    World.gitIn(bare, "config", "http.receivepack", "true");
    belay(0, "init", url, "--project", "boat", "--registry", world.registry.address() + "/shop");
    belay(0, "add", "bay", "--new-chart");
    belay(0, "deploy", "bay", "--tag", "1", "--env", "staging");
    var clone = folder.resolve("boat");
    World.gitIn(folder, "clone", "-q", url, clone.toString());
    var apply =
        Files.readAllLines(clone.resolve("README.md")).stream()
            .filter(line -> line.startsWith("kubectl apply"))
            .findFirst()
            .orElseThrow();
    Tool.run(clone, argocd.plane().environment(), "sh", "-ec", apply);
    awaited("Synced Healthy", () -> field("bay-staging", STATE));
    awaited(first, () -> field("bay-staging", "{.status.summary.images[0]}"));
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

  private static Ran belay(int code, String... arguments) {
    var variables =
        new HashMap<>(
            Map.of(
                "BELAY_REPO",
                url,
                "KUBECONFIG",
                argocd.plane().kubeconfig().toString(),
                "ARGOCD_SERVER",
                argocd.url(),
                "ARGOCD_AUTH_TOKEN",
                token));
    var ran = world.belayWith(variables, arguments);
    assertEquals(code, ran.code(), ran.out() + ran.err());
    return ran;
  }

  /// What is said of staging, by the cluster and through Argo CD.
  private static void said(int code, String text) {
    var whole =
        text.replace("REPO", world.registry.address() + "/shop/bay")
            .replace("FIRST", first)
            .replace("SECOND", second)
            .replace("COMMIT", World.gitIn(bare, "rev-parse", "main").substring(0, 9));
    for (var more : List.of(List.<String>of(), List.of("--argocd", argocd.url()))) {
      List<String> command = new ArrayList<>(LIVE);
      command.addAll(more);
      var ran = belay(code, command.toArray(String[]::new));
      assertEquals(whole, ran.out().replaceAll("at 20\\S+Z", "at TIME"), more::toString);
    }
  }

  private static String field(String application, String path) {
    return kubectl(
        "get", "application", application, "--ignore-not-found", "--output=jsonpath=" + path);
  }

  private static String kubectl(String... what) {
    try {
      return argocd.plane().kubectl(what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String inStaging(String... what) {
    return kubectl(
        Stream.concat(Stream.of("-n", "boat-staging"), Stream.of(what)).toArray(String[]::new));
  }

  private static <T> void awaited(T wanted, Supplier<T> seen) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var last = seen.get();
    while (!wanted.equals(last) && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      last = seen.get();
    }
    assertEquals(wanted, last, () -> kubectl("get", "applications", "--output=yaml"));
  }

  @Test
  @Order(1)
  void whatGitWantsRuns() {
    said(0, "commit COMMIT: 1 service, 2 Pods: all run what Git wants\n");
  }

  @Test
  @Order(2)
  void theWayIsMeasured() {
    var ran = belay(0, "doctor", "--env", "staging");
    assertEquals(
        """
        1 charts take digests
          ok       charts read the digest: bay (charts/bay)
        2 the repository has its structure, and digests
          ok       every file that belay init makes is there
          ok       staging: every service has its Application
          ok       staging: pinned by digest: 1 service
        3 pipelines pin what they build
          warning  no commit tells of a pipeline that pinned an image, and none here does
                   help: belay init . --ci github (or gitlab, shell) writes one to start from
        4 Argo CD is there and allowed to deliver
          ok       Argo CD v3.5.1+unknown answers
          ok       Application, AppProject and ApplicationSet are defined
          ok       Argo CD has every Application: bay-staging
          ok       the sources of every Application can be read
          ok       AppProject boat allows what is named in it and no more
          ok       the token may get applications of boat
          ok       the token may sync applications of boat
          ok       commits are heard of after N s
          ok       Argo CD knows of every kind in use how it is
        5 what is in Git is what runs, by itself
          ok       staging: sync by themselves and take changes back: 1 service
          ok       staging: run what Git wants: 2 Pods of 1 service
          warning  boat-staging: a Pod by tag would be admitted
                   help: belay policy vap --action warn | kubectl apply -f -; without --action it refuses
        fault: 0, warning: 2, unknown: 0, ok: 15
        """,
        ran.out().replaceFirst("after \\d+ s", "after N s"));
  }

  @Test
  @Order(3)
  void whatIsNotThereYetIsAFaultWithItsCure() {
    var ran = belay(3, "doctor", "--phase", "2", "--env", "production");
    assertEquals(
        """
        2 the repository has its structure, and digests
          ok       every file that belay init makes is there
          ok       production: every service has its Application
          fault    environments/production/values/bay.yaml:5:11: no digest for "bay"
                   help: belay deploy bay --tag TAG --env production
        fault: 1, warning: 0, unknown: 0, ok: 2
        """,
        ran.out());
  }

  @Test
  @Order(4)
  void aPolicyThatRefusesTagsIsSeenAtWork() throws IOException {
    argocd.plane().apply(POLICY);
    awaited(
        true,
        () ->
            belay(0, "doctor", "--phase", "5", "--env", "staging")
                .out()
                .contains("ok       boat-staging: a Pod by tag is refused: "));
    kubectl("delete", "validatingadmissionpolicybinding", "digests");
  }

  @Test
  @Order(5)
  void aChangeByHandIsFoundAtOnceWithItsAuthor() {
    belay(0, "autosync", "off", "staging");
    awaited("", () -> field("bay-staging", "{.spec.syncPolicy.automated}"));
    // What Argo CD has begun by then, it goes on with.
    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    inStaging("set", "image", "deployment/bay", "bay=" + world.registry.address() + "/shop/bay:1");
    inStaging("rollout", "status", "deployment/bay");
    awaited("OutOfSync Healthy", () -> field("bay-staging", STATE));
    awaited(2, () -> inStaging("get", "pods", "--output=name").split("\n").length);

    said(
        3,
        """
        violation live-tag: bay in staging, Deployment/bay, container bay, 2 Pods
          REPO:1
          a tag instead of a digest; Git wants FIRST
          set by kubectl-set (Update) at TIME; Argo CD: OutOfSync, auto-sync off
          help: belay sync bay --env staging takes it back; belay autosync on staging bay keeps it so
        commit COMMIT: 1 service, 2 Pods: 1 violation
        """);
  }

  @Test
  @Order(6)
  void theCureThatIsNamedCures() {
    belay(0, "sync", "bay", "--env", "staging", "--wait");
    inStaging("rollout", "status", "deployment/bay");
    awaited(2, () -> inStaging("get", "pods", "--output=name").split("\n").length);
    said(0, "commit COMMIT: 1 service, 2 Pods: all run what Git wants\n");
  }

  @Test
  @Order(7)
  void whatArgoCdHasNotAppliedYetIsNoViolation() {
    belay(0, "deploy", "bay", "--tag", "2", "--env", "staging");
    said(
        0,
        """
        note live-behind: bay in staging, Deployment/bay, container bay, 2 Pods
          FIRST
          as the applied commit wants it; Git's newest wants SECOND
        commit COMMIT: 1 service, 2 Pods: all run what Git wants, 1 note
        """);
  }
}
