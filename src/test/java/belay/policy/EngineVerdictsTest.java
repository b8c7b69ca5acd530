package belay.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.net.Json;
import belay.peers.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The policies for Kyverno and Gatekeeper, judged by the engines themselves: their command-line
/// tools have the same code that runs in a cluster.
final class EngineVerdictsTest {
  private static final String BY_DIGEST = "belay-images-by-digest";
  private static final String ARGOCD = "system:serviceaccount:argocd:argocd-application-controller";
  private static final String OTHER = "r.example.com/api@sha256:" + "ab".repeat(32);
  private static final String NAMESPACES =
      """
      apiVersion: cli.kyverno.io/v1alpha1
      kind: Value
      namespaceSelector:
        - {name: shop, labels: {kubernetes.io/metadata.name: shop}}
        - {name: sandbox, labels: {kubernetes.io/metadata.name: sandbox}}
        - {name: tagged, labels: {kubernetes.io/metadata.name: tagged}}
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void programs() {
    ControlPlane.requireBuilt("policy");
  }

  private interface Engine {
    /// The names of what is refused.
    Set<String> refused(String policies, List<VerdictCase> rows) throws IOException;
  }

  private static List<String> wrong(PolicyEngine engine, Engine run) throws IOException {
    List<String> wrong = new ArrayList<>();
    var rows = VerdictCase.all();
    for (var tags : List.of(false, true)) {
      var policies = engine.write(VerdictTableTest.input(tags));
      for (var batch :
          VerdictCase.batches(rows.stream().filter(row -> row.tagsAllowed() == tags).toList())) {
        var refused = run.refused(policies, batch);
        batch.stream()
            .filter(row -> refused.contains(row.name()) == row.allowed())
            .map(VerdictCase::line)
            .forEach(wrong::add);
      }
    }
    return wrong;
  }

  private static String file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(UTF_8)).toString();
  }

  @Test
  void kyvernoAnswersAsTheTable() throws IOException {
    assertEquals(List.of(), wrong(PolicyEngine.KYVERNO, EngineVerdictsTest::kyverno));
  }

  private static Set<String> kyverno(String policies, List<VerdictCase> rows) throws IOException {
    var answer =
        Answer.of(
            folder,
            Map.of("HOME", folder.toString()),
            "kyverno",
            "apply",
            file("kyverno.yaml", policies),
            "--resource",
            file("objects.yaml", VerdictCase.objects(rows)),
            "--values-file",
            file("namespaces.yaml", NAMESPACES),
            "--policy-report",
            "--output-format",
            "json");
    Map<String, String> results = new HashMap<>();
    for (var result : json(answer.out()).at("results").items()) {
      if (result.at("policy").text().equals(BY_DIGEST)) {
        results.put(
            result.at("resources").items().getFirst().at("name").text(),
            result.at("result").text());
      }
    }
    assertEquals(rows.size(), results.size(), "results for each: " + answer);
    assertEquals(
        Set.of(), results.values().stream().filter(r -> !r.matches("pass|fail")).collect(set()));
    return results.entrySet().stream()
        .filter(result -> result.getValue().equals("fail"))
        .map(Map.Entry::getKey)
        .collect(set());
  }

  private static Json json(String out) throws IOException {
    return Json.parse(out.substring(out.indexOf('{')).getBytes(UTF_8));
  }

  private static <T> Collector<T, ?, Set<T>> set() {
    return Collectors.toSet();
  }

  @Test
  void gatekeeperAnswersAsTheTable() throws IOException {
    assertEquals(List.of(), wrong(PolicyEngine.GATEKEEPER, EngineVerdictsTest::gatekeeper));
  }

  private static Set<String> gatekeeper(String policies, List<VerdictCase> rows)
      throws IOException {
    var answer =
        Answer.of(
            folder,
            Map.of(),
            "gator",
            "test",
            "-f",
            file("gatekeeper.yaml", policies),
            "-f",
            file("objects.yaml", VerdictCase.objects(rows)),
            "-o",
            "json");
    var violations =
        Json.parse(("{\"all\":" + answer.out() + "}").getBytes(UTF_8)).at("all").items();
    for (var violation : violations) {
      assertTrue(
          violation.at("msg").text().matches("(?s)[Ii]mages are named by digest.*"),
          violation.toString());
    }
    return violations.stream()
        .map(violation -> violation.at("violatingObject", "metadata", "name").text())
        .collect(set());
  }

  /// Requests about workloads as the API server sends them to webhooks.
  @Test
  void gatekeeperLetsOnlyArgoCdChangeImages() throws IOException {
    var documents =
        PolicyEngine.GATEKEEPER.write(VerdictTableTest.input(false)).split("(?m)^---\\n");
    file("template.yaml", documents[2]);
    file("constraint.yaml", documents[3]);
    var owned = ", ownerReferences: [{kind: ReplicaSet, name: x, controller: true}]";
    var controller = "system:serviceaccount:kube-system:deployment-controller";
    Map<String, String> cases =
        Map.of(
            "changed-no",
            review("alice", deployment("", OTHER), deployment("", VerdictCase.SOUND)),
            "changed-by-argocd-yes",
            review(ARGOCD, deployment("", OTHER), deployment("", VerdictCase.SOUND)),
            "same-yes",
            review("alice", deployment("", OTHER), deployment(", labels: {a: b}", OTHER)),
            "new-no",
            review("alice", deployment("", OTHER), "null"),
            "new-by-argocd-yes",
            review(ARGOCD, deployment("", OTHER), "null"),
            "owned-yes",
            review(controller, deployment(owned, OTHER), "null"),
            "owned-by-a-person-no",
            review("alice", deployment(owned, OTHER), "null"));
    var suite =
        new StringBuilder(
            """
            apiVersion: test.gatekeeper.sh/v1alpha1
            kind: Suite
            tests:
              - name: it
                template: template.yaml
                constraint: constraint.yaml
                cases:
            """);
    for (var one : cases.entrySet()) {
      file(one.getKey() + ".yaml", one.getValue());
      suite.append(
          "      - {name: %1$s, object: %1$s.yaml, assertions: [{violations: %2$s}]}\n"
              .formatted(one.getKey(), one.getKey().endsWith("-no") ? "yes" : "no"));
    }
    var answer =
        Answer.of(folder, Map.of(), "gator", "verify", "-v", file("suite.yaml", suite.toString()));
    assertEquals(0, answer.code(), answer.out() + answer.err());
    assertEquals(
        cases.size(),
        answer
            .out()
            .lines()
            .filter(line -> line.contains("--- PASS: ") && line.matches(".*-(yes|no)\\s.*"))
            .count(),
        answer.out());
  }

  private static String deployment(String metadata, String image) {
    return """
    {apiVersion: apps/v1, kind: Deployment, metadata: {name: it, namespace: shop%s},
       spec: {template: {spec: {containers: [{name: main, image: "%s"}]}}}}\
    """
        .formatted(metadata, image);
  }

  private static String review(String user, String object, String before) {
    return """
    apiVersion: admission.k8s.io/v1
    kind: AdmissionReview
    request:
      uid: it
      kind: {group: apps, version: v1, kind: Deployment}
      resource: {group: apps, version: v1, resource: deployments}
      operation: %s
      name: it
      namespace: shop
      userInfo: {username: "%s"}
      object: %s
      oldObject: %s
    """
        .formatted(before.equals("null") ? "CREATE" : "UPDATE", user, object, before);
  }
}
