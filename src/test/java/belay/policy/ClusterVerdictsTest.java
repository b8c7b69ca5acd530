package belay.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ValidatingAdmissionPolicies in a real API server, whose CEL is the one that matters: the
/// table of verdicts, and who may change images of what runs.
final class ClusterVerdictsTest {
  private static final String ARGOCD = "system:serviceaccount:argocd:argocd-application-controller";
  private static final String BY_DIGEST = "belay-images-by-digest";
  private static final String OTHER = "r.example.com/api@sha256:" + "ab".repeat(32);
  private static final Pattern CREATED = Pattern.compile("(?m)^\\S+/(\\S+) created");

  @TempDir static Path folder;
  private static PolicyCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    ControlPlane.require();
    cluster = PolicyCluster.start(folder, "shop", "sandbox", "tagged", "free", "warned");
    cluster.apply(workload("before", "free", "r.example.com/api:1"));
    cluster.apply(PolicyEngine.VAP.write(VerdictTableTest.input(false)));
    cluster.apply(named("tagged", VerdictTableTest.input(true)));
    cluster.apply(
        named(
            "warned",
            new PolicyInput(
                List.of("warned"), List.of(), false, List.of(ARGOCD), PolicyAction.WARN)));
    for (var namespace : List.of("shop", "sandbox", "tagged")) {
      awaitBoth(namespace);
    }
    awaitBoth("warned");
  }

  /// The API server learns of one policy after the other, and tells of one at a time.
  private static void awaitBoth(String namespace) throws IOException {
    cluster.await(
        pod("bad", namespace, "bad:1"), answer -> answer.err().contains("named by digest"));
    cluster.await(
        workload("bad", namespace, VerdictCase.SOUND),
        answer -> answer.err().contains("may not set"));
  }

  private static String named(String suffix, PolicyInput input) {
    return PolicyEngine.VAP
        .write(input)
        .replaceAll("(belay-images-by-(?:digest|argocd))", "$1-" + suffix);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String pod(String name, String namespace, String image) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: %s}
    spec: {containers: [{name: main, image: "%s"}]}
    """
        .formatted(name, namespace, image);
  }

  private static String workload(String name, String namespace, String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      replicas: 1
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: main, image: "%3$s"}]}
    """
        .formatted(name, namespace, image);
  }

  /// The objects are sent as Argo CD, which the other policy lets pass.
  @Test
  void theApiServerAnswersAsTheTable() throws IOException {
    List<String> wrong = new ArrayList<>();
    var rows = VerdictCase.all().stream().filter(row -> !row.isEphemeralInPod()).toList();
    for (var batch : VerdictCase.batches(rows)) {
      judge(batch, cluster.dryRun(ARGOCD, VerdictCase.objects(batch)), wrong);
    }
    assertEquals(List.of(), wrong);
  }

  private static void judge(List<VerdictCase> rows, Answer answer, List<String> wrong) {
    var created = CREATED.matcher(answer.out()).results().map(found -> found.group(1)).toList();
    for (var row : rows) {
      if (created.contains(row.name()) != row.allowed()) {
        wrong.add(row.line());
      }
    }
    assertEquals(
        rows.size() - created.size(),
        answer.err().lines().filter(line -> line.matches("Error.*|The .* is invalid.*")).count(),
        answer.err());
    answer
        .err()
        .lines()
        .filter(line -> line.startsWith("Error"))
        .filter(line -> !line.contains(BY_DIGEST) && !line.contains(": Required value"))
        .forEach(wrong::add);
  }

  @Test
  void ephemeralContainersAreJudgedWhereTheyCome() throws IOException {
    cluster.apply(pod("base", "shop", VerdictCase.SOUND));
    for (var row : VerdictCase.all().stream().filter(VerdictCase::isEphemeralInPod).toList()) {
      var patch =
          "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"it\",\"image\":%s}]}}"
              .formatted(row.image());
      var answer =
          cluster.kubectl(
              "patch",
              "pod",
              "base",
              "-n",
              "shop",
              "--subresource=ephemeralcontainers",
              "--dry-run=server",
              "-p",
              patch);
      assertEquals(row.allowed(), answer.code() == 0, row.line() + answer.err());
    }
  }

  @Test
  void theMessageNamesContainerAndImage() throws IOException {
    var answer = cluster.dryRun(pod("it", "shop", "r.example.com/api:1"));
    assertEquals(
        "Error from server (Forbidden): error when creating \"FILE\": pods \"it\" is forbidden:"
            + " ValidatingAdmissionPolicy 'belay-images-by-digest' with binding"
            + " 'belay-images-by-digest' denied request: images are named by digest here, and not"
            + " so: container main \"r.example.com/api:1\"\n",
        answer.err().replaceAll("\"/[^\"]*\"", "\"FILE\""));
  }

  @Test
  void onlyArgoCdChangesImages() throws IOException {
    cluster.applyAs(ARGOCD, workload("api", "shop", VerdictCase.SOUND));
    cluster.await(
        answer -> answer.out().strip().equals("1"),
        "get",
        "deployment",
        "api",
        "-n",
        "shop",
        "-o",
        "jsonpath={.status.readyReplicas}");
    var refused = cluster.kubectl("set", "image", "deployment/api", "main=" + OTHER, "-n", "shop");
    assertEquals(1, refused.code());
    assertTrue(
        refused
            .err()
            .contains(
                "images are changed in Git here, and by Argo CD: test may not set those of"
                    + " Deployment/api"),
        refused.err());
    var created = cluster.dryRun(workload("mine", "shop", OTHER));
    assertTrue(created.err().contains("may not set those of Deployment/mine"), created.err());
    for (var command :
        List.of(
            "annotate pods -l app=api note=x -n shop",
            "label deployment/api team=a -n shop",
            "scale deployment/api --replicas=2 -n shop",
            "rollout restart deployment/api -n shop")) {
      succeeds(command.split(" "));
    }
    cluster.await(
        answer -> answer.out().strip().equals("2 2"),
        "get",
        "deployment",
        "api",
        "-n",
        "shop",
        "-o",
        "jsonpath={.status.readyReplicas} {.status.updatedReplicas}");
    succeeds(
        "set",
        "image",
        "deployment/api",
        "main=" + OTHER,
        "-n",
        "shop",
        "--as=" + ARGOCD,
        "--as-group=system:masters");
    cluster.await(
        answer -> answer.out().equals(OTHER + " " + OTHER),
        "get",
        "pods",
        "-l",
        "app=api",
        "-n",
        "shop",
        "--field-selector=status.phase=Running",
        "-o",
        "jsonpath={.items[*].spec.containers[0].image}");
    var undo = cluster.kubectl("rollout", "undo", "deployment/api", "-n", "shop");
    assertTrue(undo.err().contains("may not set those of Deployment/api"), undo.err());
    var pod =
        cluster.kubectl("get", "pods", "-l", "app=api", "-n", "shop", "-o", "name").out().lines();
    var inPlace =
        cluster.kubectl(
            "set",
            "image",
            pod.findFirst().orElseThrow(),
            "main=" + VerdictCase.SOUND,
            "-n",
            "shop");
    assertTrue(inPlace.err().contains("belay-images-by-argocd"), inPlace.err());
    succeeds("delete", "deployment", "api", "-n", "shop");
  }

  /// A controller makes what an exempted resource needs; a person who writes an owner into an
  /// object gets nothing by it.
  @Test
  void whatAnExemptedResourceMakesIsExempted() throws IOException {
    cluster.applyAs(ARGOCD, workload("legacy", "shop", "r.example.com/legacy:1"));
    cluster.await(
        answer -> answer.out().strip().equals("1"),
        "get",
        "deployment",
        "legacy",
        "-n",
        "shop",
        "-o",
        "jsonpath={.status.readyReplicas}");
    var owned =
        pod("legacy-x", "shop", "r.example.com/legacy:1")
            .replace(
                "namespace: shop}",
                "namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name:"
                    + " legacy-5d4f8c7b9, uid: b8d2, controller: true}]}");
    assertTrue(cluster.dryRun(owned).err().contains(BY_DIGEST));
  }

  /// A policy that comes later finds objects with tags: they can be scaled and labelled, not given
  /// another tag.
  @Test
  void whatWasThereBeforeStays() throws IOException {
    var late =
        new PolicyInput(List.of("free"), List.of(), false, List.of("test"), PolicyAction.DENY);
    cluster.apply(named("late", late));
    cluster.await(pod("bad", "free", "bad:1"), answer -> answer.err().contains(BY_DIGEST));
    succeeds("label", "deployment/before", "team=a", "-n", "free");
    succeeds("scale", "deployment/before", "--replicas=0", "-n", "free");
    var set = cluster.kubectl("set", "image", "deployment/before", "main=api:2", "-n", "free");
    assertTrue(set.err().contains("container main \"api:2\""), set.err());
    succeeds("set", "image", "deployment/before", "main=" + OTHER, "-n", "free");
  }

  @Test
  void warningsRefuseNothing() throws IOException {
    var answer = cluster.dryRun(workload("it", "warned", "r.example.com/api:1"));
    assertEquals(0, answer.code());
    assertTrue(answer.err().contains("container main \"r.example.com/api:1\""), answer.err());
    assertTrue(answer.err().contains("test may not set those of Deployment/it"), answer.err());
    var fine = cluster.dryRun(pod("it", "warned", VerdictCase.SOUND));
    assertEquals("", fine.err());
  }

  /// The controller manager checks the expressions against the kinds that they are about.
  @Test
  void theExpressionsFitTheKinds() throws IOException {
    var status =
        cluster.await(
            answer -> answer.out().contains("observedGeneration"),
            "get",
            "validatingadmissionpolicies",
            BY_DIGEST,
            "-o",
            "yaml");
    assertFalse(status.out().contains("expressionWarnings"), status.out());
  }

  private static void succeeds(String... arguments) throws IOException {
    var answer = cluster.kubectl(arguments);
    assertEquals(0, answer.code(), answer.err());
  }
}
