package belay.journey;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.host.Log;
import belay.image.Digest;
import belay.kube.KubeApi;
import belay.kube.Resource;
import belay.kube.config.Kubeconfig;
import belay.net.JsonFields;
import belay.peers.ControlPlane;
import belay.peers.Hosts;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drifts in a real control plane, each found and named with who caused it, and their healthy
/// twins, of which nothing is said. Each service is one of them.
final class LiveClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAMESPACE = "shop-production";

  @TempDir static Path folder;
  private static World world;
  private static ControlPlane plane;
  private static String repository;
  private static String before;
  private static String now;
  private static String foreign;
  private static String arm;

  /// By service: the command that makes it drift, `X` for its name and the rest from [#words].
  private static final Map<String, String> DRIFTS = new LinkedHashMap<>();

  /// By service what is said of it: rule, resource, container, manager.
  private static final Map<String, String> SAID = new TreeMap<>();

  private static void drift(String name, String said, String command) {
    DRIFTS.put(name, command);
    SAID.put(name, said);
  }

  static {
    drift("d01-tag", "tag Deployment/X main kubectl-set", "set image deployment/X main=REPO:1.2");
    drift(
        "d02-digest",
        "foreign Deployment/X main kubectl-set",
        "set image deployment/X main=REPO@FOREIGN");
    drift(
        "d03-earlier",
        "older Deployment/X main kubectl-set",
        "set image deployment/X main=REPO@BEFORE");
    drift(
        "d04-patched",
        "foreign Deployment/X main helm",
        "patch deployment X --field-manager=helm --patch"
            + " {\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"REPO@FOREIGN\"}]}}}}");
    drift("d05-applied", "foreign Deployment/X main flux", "apply flux");
    drift(
        "d06-sidecar",
        "extra Deployment/X spy kubectl-patch",
        "patch deployment X --patch"
            + " {\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"spy\",\"image\":\"evil.example.com/spy@FOREIGN\"}]}}}}");
    drift(
        "d07-init",
        "tag Deployment/X first_(init) kubectl-patch",
        "patch deployment X --patch"
            + " {\"spec\":{\"template\":{\"spec\":{\"initContainers\":[{\"name\":\"first\",\"image\":\"busybox:1\"}]}}}}");
    drift(
        "d08-debug",
        "extra Pod/POD look_(ephemeral) kubectl",
        "debug POD --image=busybox:1 --container=look --attach=false --profile=general");
    drift("d09-zero", "not-running Deployment/X - -", "scale deployment X --replicas=0");
    drift("d10-cron", "tag CronJob/X main kubectl-set", "set image cronjob/X main=REPO:1.2");
    drift(
        "d11-stateful",
        "foreign StatefulSet/X main kubectl-set",
        "set image statefulset/X main=REPO@FOREIGN");
    drift("d12-daemon", "tag DaemonSet/X main kubectl-set", "set image daemonset/X main=REPO:1.2");
    drift("d13-pod", "tag Pod/POD main kubectl-set", "set image pod/POD main=REPO:1.2");
    drift(
        "d14-rollout",
        "foreign Rollout/X main kubectl-patch",
        "patch rollouts.argoproj.io X --type=merge --patch"
            + " {\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"REPO@FOREIGN\"}]}}}}");
    drift(
        "d15-content",
        "other-content Pod/POD main -",
        "patch pod POD --subresource=status --patch"
            + " {\"status\":{\"containerStatuses\":[{\"name\":\"main\",\"image\":\"REPO\",\"imageID\":\"REPO@FOREIGN\",\"ready\":true,\"restartCount\":0,\"started\":true,\"state\":{\"running\":{}}}]}}");
    drift(
        "d16-platform",
        "other-platform Deployment/X main kubectl-set",
        "set image deployment/X main=REPO@ARM");
    drift("d17-deleted", "not-running - - -", "delete deployment X");
    drift(
        "d18-elsewhere",
        "extra Deployment/X main kubectl-set",
        "set image deployment/X main=evil.example.com/app@FOREIGN");
    drift("d19-replaced", "tag Deployment/X main kubectl-replace", "replace deployment");
    drift("d20-behind", "older Deployment/X main -", "apply behind");
    drift("d21-job", "foreign Pod/POD main kubectl-set", "set image pod/POD main=REPO@FOREIGN");
  }

  /// Healthy, by service, with what happens to it.
  private static final Map<String, String> TWINS = new LinkedHashMap<>();

  static {
    for (var plain : List.of("h01-plain", "h02-stateful", "h03-daemon", "h04-cron", "h05-job")) {
      TWINS.put(plain, "");
    }
    TWINS.put("h06-rollout", "");
    TWINS.put("h07-pod", "");
    TWINS.put("h08-zero", "");
    TWINS.put("h09-literal", "");
    TWINS.put("h10-init", "");
    TWINS.put("h11-both", "");
    TWINS.put("h12-elsewhere", "");
    TWINS.put("h13-label", "");
    TWINS.put("h14-updated", "");
    TWINS.put("h15-more", "scale deployment X --replicas=3");
    TWINS.put("h16-note", "annotate deployment X reviewed=yes");
    TWINS.put("h17-restart", "rollout restart deployment X");
    TWINS.put(
        "h18-platform",
        "patch pod POD --subresource=status --patch"
            + " {\"status\":{\"containerStatuses\":[{\"name\":\"main\",\"image\":\"REPO\",\"imageID\":\"REPO@ARM\",\"ready\":true,\"restartCount\":0,\"started\":true,\"state\":{\"running\":{}}}]}}");
    TWINS.put("h19-environment", "set env deployment/X LEVEL=debug");
    TWINS.put("h20-foreign-label", "label pod POD looked-at=yes");
  }

  @BeforeAll
  static void begin() throws Exception {
    ControlPlane.require();
    world = new World(folder);
    repository = world.registry.address() + "/shop/app";
    before = digest(world.pushed("v1", "app", "1"));
    now = digest(world.pushed("v2", "app", "2"));
    foreign = Digest.of("foreign".getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString();
    arm = digest(world.belay("digest", "--platform", "linux/arm64", repository + "@" + now).out());
    commit(before);
    commit(now);
    plane = ControlPlane.start(Files.createDirectory(folder.resolve("cluster")));
    plane.namespace(NAMESPACE);
    plane.namespace("elsewhere");
    plane.kubectl("config", "set-context", "test", "--namespace=" + NAMESPACE);
    apply("argocd-controller", rollouts());
    await(() -> succeeds("get", "rollouts.argoproj.io"));
    apply("argocd-controller", all());
    await(LiveClusterTest::allReady);
    for (var one : Stream.of(DRIFTS, TWINS).flatMap(map -> map.entrySet().stream()).toList()) {
      happen(one.getKey(), one.getValue());
    }
    await(LiveClusterTest::allReady);
  }

  @AfterAll
  static void end() throws Exception {
    for (var part : Stream.of(plane, world).filter(Objects::nonNull).toList()) {
      part.close();
    }
  }

  private static String digest(String reference) {
    return reference.strip().replaceFirst(".*@", "");
  }

  /// What Git wants: one digest for all.
  private static void commit(String wanted) throws IOException {
    var clone = Files.createTempDirectory(folder, "bob");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    World.gitIn(clone, "rm", "-qr", "--ignore-unmatch", ".");
    Files.writeString(
        clone.resolve("belay.yaml"),
        "environments:\n  - name: production\nargocd: {project: shop}\n");
    var values = Files.createDirectories(clone.resolve("environments/production/values"));
    for (var service : services()) {
      Files.writeString(
          values.resolve(service + ".yaml"),
          "image:\n  repository: %s\n  digest: %s\n".formatted(repository, wanted));
    }
    World.gitIn(clone, "add", ".");
    World.gitIn(clone, "commit", "-qm", "Want " + wanted);
    World.gitIn(clone, "push", "-q", "origin", "HEAD:main");
  }

  private static List<String> services() {
    return Stream.concat(DRIFTS.keySet().stream(), TWINS.keySet().stream()).toList();
  }

  private static void apply(String manager, String yaml, String... flags) throws IOException {
    var all = new ArrayList<>(List.of("--field-manager=" + manager));
    all.addAll(List.of(flags));
    plane.apply(yaml, all.toArray(String[]::new));
  }

  private static String rollouts() {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: rollouts.argoproj.io}
    spec:
      group: argoproj.io
      scope: Namespaced
      names: {plural: rollouts, singular: rollout, kind: Rollout}
      versions:
        - name: v1alpha1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
    """;
  }

  private static String all() {
    return services().stream().map(LiveClusterTest::manifest).collect(joining("---\n"));
  }

  /// What Argo CD would have applied for a service.
  private static String manifest(String name) {
    var image = repository + "@" + now;
    var kind = name.substring(4);
    return switch (kind) {
      case "stateful" -> workload(name, "apps/v1", "StatefulSet", "", image);
      case "daemon" -> workload(name, "apps/v1", "DaemonSet", "", image);
      case "rollout" -> workload(name, "argoproj.io/v1alpha1", "Rollout", "", image);
      case "zero" ->
          name.startsWith("h")
              ? workload(name, "apps/v1", "Deployment", "replicas: 0", image)
              : deployment(name, image);
      case "cron" -> cronJob(name, image);
      case "job" -> job(name, image);
      case "pod" -> name.startsWith("h") ? pod(name, image) : deployment(name, image);
      case "both" -> deployment(name, repository + ":2@" + now);
      case "behind", "updated" -> deployment(name, repository + "@" + before);
      case "elsewhere" ->
          deployment(name, image) + (name.startsWith("h") ? "---\n" + configMap("elsewhere") : "");
      case "label" ->
          deployment(name, image)
              .replaceFirst(
                  "annotations: \\{[^}]*}",
                  "labels: {app.kubernetes.io/instance: %s-production}".formatted(name));
      case "literal" ->
          deployment(name, image)
              .replace(
                  "      containers:\n",
                  "      containers:\n        - {name: proxy, image: \"proxy.example.com/envoy@%s\"}\n"
                      .formatted(foreign));
      case "init" ->
          name.startsWith("h")
              ? deployment(name, image)
                  .replace(
                      "      containers:\n",
                      "      initContainers:\n        - {name: first, image: \"%s\"}\n      containers:\n"
                          .formatted(image))
              : deployment(name, image);
      default -> deployment(name, image);
    };
  }

  private static String deployment(String name, String image) {
    return workload(name, "apps/v1", "Deployment", "", image);
  }

  private static String configMap(String namespace) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: %s}\n"
        .formatted(namespace);
  }

  private static String workload(
      String name, String apiVersion, String kind, String more, String image) {
    return """
    apiVersion: %s
    kind: %s
    metadata:
      name: %s
      annotations: {%s}
    spec:
      %s
      selector: {matchLabels: {app: %s}}
      template:
    %s
    """
        .formatted(
            apiVersion,
            kind,
            name,
            tracked(name, kind),
            more.isEmpty() ? "minReadySeconds: 0" : more,
            name,
            template(name, image, "Always").indent(4).stripTrailing());
  }

  private static String tracked(String name, String kind) {
    return "argocd.argoproj.io/tracking-id: \"%s-production:g/%s:%s/%s\""
        .formatted(name, kind, NAMESPACE, name);
  }

  private static String template(String name, String image, String restart) {
    return """
    metadata: {labels: {app: %s}}
    spec:
      restartPolicy: %s
      containers:
        - {name: main, image: "%s"}
    """
        .formatted(name, restart, image);
  }

  private static String job(String name, String image) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %s
      annotations: {%s}
    spec:
      template:
    %s
    """
        .formatted(
            name, tracked(name, "Job"), template(name, image, "Never").indent(4).stripTrailing());
  }

  private static String cronJob(String name, String image) {
    return """
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: %s
      annotations: {%s}
    spec:
      schedule: "0 0 1 1 *"
      jobTemplate:
        spec:
          template:
    %s
    """
        .formatted(
            name,
            tracked(name, "CronJob"),
            template(name, image, "Never").indent(8).stripTrailing());
  }

  private static String pod(String name, String image) {
    return """
    apiVersion: v1
    kind: Pod
    metadata:
      name: %s
      labels: {app: %s}
      annotations: {%s}
    spec:
      containers:
        - {name: main, image: "%s"}
    """
        .formatted(name, name, tracked(name, "Pod"), image);
  }

  private static void happen(String name, String command) throws IOException {
    switch (command) {
      case "" -> {}
      case "apply flux" ->
          apply(
              "flux",
              deployment(name, repository + "@" + foreign),
              "--server-side",
              "--force-conflicts");
      case "apply behind" -> {}
      case "replace deployment" -> {
        var file = Files.createTempFile(folder, "replace", ".yaml");
        Files.writeString(file, deployment(name, repository + ":1.2"));
        plane.kubectl("replace", "-f", file.toString());
      }
      default -> plane.kubectl(words(name, command));
    }
    if (name.equals("h14-updated")) {
      apply("argocd-controller", deployment(name, repository + "@" + now));
    }
  }

  private static String[] words(String name, String command) throws IOException {
    var line = command.contains("POD") ? command.replace("POD", podOf(name)) : command;
    return Stream.of(line.split(" "))
        .map(word ->
            word.equals("X")
                ? name
                : word.replaceFirst("/X$", "/" + name)
                    .replace("REPO", repository)
                    .replace("FOREIGN", foreign)
                    .replace("BEFORE", before)
                    .replace("ARM", arm))
        .toArray(String[]::new);
  }

  private static String podOf(String name) throws IOException {
    return plane
        .kubectl("get", "pods", "-l", "app=" + name, "-o", "jsonpath={.items[0].metadata.name}")
        .strip();
  }

  private static boolean succeeds(String... arguments) {
    try {
      plane.kubectl(arguments);
      return true;
    } catch (AssertionError | IOException notYet) {
      return false;
    }
  }

  /// Whether every Pod has begun and every rollout is over.
  private static boolean allReady() {
    try {
      var phases = plane.kubectl("get", "pods", "-o", "jsonpath={.items[*].status.phase}");
      var open =
          plane.kubectl(
              "get",
              "deployments",
              "-o",
              "jsonpath={range"
                  + " .items[*]}{.spec.replicas}={.status.readyReplicas}={.status.updatedReplicas}={.status.replicas}"
                  + " {end}");
      return !phases.contains("Pending")
          && Stream.of(open.strip().split(" ")).allMatch(line -> isRolledOut(line.split("=", -1)));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isRolledOut(String... counts) {
    return counts[0].equals("0")
        || (counts[0].equals(counts[1])
            && counts[0].equals(counts[2])
            && counts[0].equals(counts[3]));
  }

  private static void await(BooleanSupplier ready) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "the cluster is not ready in time");
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static Ran verify(String... more) {
    var all = new ArrayList<>(List.of("verify", "--live"));
    all.addAll(List.of(more));
    return world.belayWith(
        Map.of("KUBECONFIG", plane.kubeconfig().toString()), all.toArray(String[]::new));
  }

  @Test
  void everyDriftIsNamedWithItsAuthorAndNoTwin() throws IOException {
    var ran = verify("-o", "json");

    Map<String, String> said = new TreeMap<>();
    for (var item : (List<?>) JSON.std.mapFrom(ran.out()).get("findings")) {
      var finding = (Map<?, ?>) item;
      if (finding.get("severity").equals("violation")) {
        var service = String.valueOf(finding.get("service"));
        said.merge(service, words(service, finding), (one, other) -> one + "; " + other);
      }
    }
    assertEquals(lines(SAID), lines(said), ran.err());
    assertEquals(3, ran.code());
  }

  @Test
  void aDriftIsToldToPeople() throws IOException {
    var ran = verify("d01-tag", "h01-plain");
    var owners =
        plane.kubectl("get", "deployment", "d01-tag", "-o", "json", "--show-managed-fields");
    var time =
        owners
            .replaceFirst("(?s).*\"manager\": \"kubectl-set\".*?\"time\": \"", "")
            .replaceFirst("(?s)\".*", "");
    assertEquals(
        """
        violation live-tag: d01-tag in production, Deployment/d01-tag, container main, 1 Pod
          REPO:1.2
          a tag instead of a digest; Git wants REPO@NOW
          set by kubectl-set (Update) at TIME; Argo CD: not shown
          help: belay sync d01-tag --env production takes it back; belay autosync on production d01-tag keeps it so
        skipped Argo CD's Applications in production: not shown there, so that namespaces are as Git says, and its newest commit counts as applied
        commit COMMIT: 2 services, PODS Pods: 1 violation
        """
            .replace("REPO", repository)
            .replace("NOW", now)
            .replace("TIME", time)
            .replace("COMMIT", world.head().substring(0, 9)),
        ran.out().replaceFirst("services, \\d+ Pods", "services, PODS Pods"));
    assertEquals(3, ran.code());
  }

  @Test
  void whereAllIsWellNothingIsSaid() {
    var ran = verify("h01-plain", "h04-cron", "-q");
    assertEquals(0, ran.code(), ran.out());
  }

  /// The same cluster, reached otherwise.
  private Ran verifyAs(String user, String... more) throws IOException {
    var config =
        Files.readString(plane.kubeconfig()).replaceFirst("user:\\s+token: loopback", user);
    assertTrue(config.contains(user), config);
    var file = Files.writeString(folder.resolve("other-kubeconfig"), config);
    var all =
        new ArrayList<>(List.of("verify", "--live", "h01-plain", "--kubeconfig", file.toString()));
    all.addAll(List.of(more));
    return world.belayWith(Map.of(), all.toArray(String[]::new));
  }

  @Test
  void aPluginsLoginIsUsed() throws IOException {
    var ran =
        verifyAs(
            "user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: echo, args:"
                + " ['{\"status\":{\"token\":\"loopback\"}}']}}");
    assertEquals(0, ran.code(), ran.out() + ran.err());
  }

  @Test
  void aCertificateThatStandsInTheFileIsShown() throws IOException {
    plane.kubectl(
        "create", "clusterrolebinding", "client", "--clusterrole=cluster-admin", "--user=client");
    var keys = plane.kubeconfig().resolveSibling("keys");
    var data = new StringBuilder("user: {");
    for (var part : List.of("certificate:client.crt", "key:client.key")) {
      var bytes = Files.readAllBytes(keys.resolve(part.substring(part.indexOf(':') + 1)));
      data.append(
          "client-%s-data: %s, "
              .formatted(
                  part.substring(0, part.indexOf(':')), Base64.getEncoder().encodeToString(bytes)));
    }
    var ran = verifyAs(data + "}");
    assertEquals(0, ran.code(), ran.out() + ran.err());
  }

  @Test
  void anEnvironmentsClusterIsNoOther() throws IOException {
    var config =
        Files.writeString(
            folder.resolve("other.yaml"),
            "environments:\n  - {name: production, cluster: 'https://k8s.example.com'}\n");
    var ran = verify("--config", config.toString());
    assertEquals(
        """
        error: no context of the kubeconfig reaches https://k8s.example.com, the cluster of production
          help: say context: of production in belay.yaml, or pass --context
        """,
        ran.err());
    assertEquals(2, ran.code());
    Files.writeString(
        config,
        """
        environments:
          - {name: production, cluster: 'https://k8s.example.com', context: test}
        argocd: {project: shop}
        """);
    assertEquals(0, verify("h01-plain", "--config", config.toString()).code());
  }

  @Test
  void whoMayNotLookIsToldTheRoleThatIsMissing() throws IOException {
    var ran = verifyAs("user: {token: loopback, as: bob}");
    assertEquals(8, ran.code(), ran.out() + ran.err());
    assertEquals(
        """
        error: context "test" may not list deployments.apps in namespace "shop-production"
          cause: deployments.apps is forbidden: User "bob" cannot list resource "deployments" in API group "apps" in the namespace "shop-production"
          help: have this Role bound to the user there:
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: belay, namespace: shop-production}
            rules:
              - apiGroups: [""]
                resources: [pods]
                verbs: [get, list]
              - apiGroups: [apps]
                resources: [deployments, replicasets, statefulsets, daemonsets]
                verbs: [get, list]
              - apiGroups: [batch]
                resources: [jobs, cronjobs]
                verbs: [get, list]
              - apiGroups: [argoproj.io]
                resources: [rollouts]
                verbs: [get, list]
        """,
        ran.err());
  }

  @Test
  void thatRoleIsEnough() throws IOException {
    var refused = verifyAs("user: {token: loopback, as: eve}").err();
    var role = refused.substring(refused.indexOf("apiVersion:")).stripIndent();
    plane.apply(
        role.lines()
                .map(line -> line.startsWith("    ") ? line.substring(4) : line)
                .collect(joining("\n"))
            + "\n");
    plane.kubectl("create", "rolebinding", "eve", "--role=belay", "--user=eve");

    var ran = verifyAs("user: {token: loopback, as: eve}");

    assertEquals(0, ran.code(), ran.out() + ran.err());
  }

  @Test
  void aLoginThatIsRefusedAndAClusterThatIsGoneAreTold() throws IOException {
    assertEquals(8, verifyAs("user: {token: wrong}").code());
    var gone = verifyAs("user: {token: loopback}", "--context", "other");
    assertEquals(2, gone.code());
    assertTrue(gone.err().startsWith("error: no context \"other\" in "), gone.err());
  }

  @Test
  void listsAreReadPageByPage() throws IOException {
    var all = new StringBuilder();
    for (var i = 0; i < 600; i++) {
      all.append(
          "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c%d, namespace: elsewhere}\n"
              .formatted(i));
    }
    plane.apply(all.toString(), "--server-side");
    var host = Hosts.with(folder, Map.of("KUBECONFIG", plane.kubeconfig().toString()));
    var access = Kubeconfig.load(host, Optional.empty()).current();
    try (var api = KubeApi.open(host, Log.none(), access)) {
      var names =
          api.list(
              new Resource("", "v1", "configmaps"),
              "elsewhere",
              JsonFields.of("metadata continue", "items metadata name"),
              json -> json.at("metadata", "name").text());
      assertEquals(600, names.stream().filter(name -> name.startsWith("c")).distinct().count());
    }
  }

  private static String lines(Map<String, String> said) {
    return said.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(joining("\n"));
  }

  private static String words(String service, Map<?, ?> finding) throws IOException {
    var by = finding.get("by") instanceof Map<?, ?> owner ? owner.get("manager") : "-";
    var resource = String.valueOf(finding.get("resource"));
    return "%s %s %s %s"
        .formatted(
            String.valueOf(finding.get("rule")).replace("live-", ""),
            or(resource.replace(service + "-", "").isEmpty() ? "" : shortened(service, resource)),
            or(String.valueOf(finding.get("container")).replace(' ', '_')),
            by);
  }

  private static String shortened(String service, String resource) {
    return resource.startsWith("Pod/") ? "Pod/POD" : resource.replace(service, "X");
  }

  private static String or(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
