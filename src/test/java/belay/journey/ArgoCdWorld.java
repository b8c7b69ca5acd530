package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import belay.peers.ArgoCd;
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

/// A [World] from which Argo CD itself delivers: GitOps repositories of one chart, which does what
/// a values file asks for, good or bad.
final class ArgoCdWorld implements AutoCloseable {
  static final String REVISION = "{.status.sync.revision}";
  static final String STATE = "{.status.sync.status} {.status.health.status}";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final String CHART =
      """
      {{- if .Values.image.digest }}
      {{- with .Values.refuses }}{{ fail . }}{{ end }}
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: {{ .Release.Name }}}
      spec:
        replicas: {{ .Values.replicas }}
        progressDeadlineSeconds: {{ .Values.deadline }}
        selector: {matchLabels: {app: {{ .Release.Name }}}}
        template:
          metadata: {labels: {app: {{ .Release.Name }}}}
          spec:
            terminationGracePeriodSeconds: 0
            nodeSelector: {{ toJson .Values.node }}
            containers:
              - name: main
                image: {{ .Values.runs | default (printf "%s@%s" .Values.image.repository .Values.image.digest) }}
      {{- end }}
      {{- range .Values.also }}
      ---
      {{ toYaml . }}
      {{- end }}
      """;
  private static final String VALUES =
      """
      image: {}
      refuses: ""
      replicas: 1
      deadline: 600
      node: {}
      runs: ""
      also: []
      """;

  final World world;
  final ArgoCd argocd;
  final String token;

  /// Two images of a service, pushed.
  final String first;

  final String second;
  private final String namespace;

  /// @param namespace where everything is delivered to
  ArgoCdWorld(Path folder, String namespace) throws IOException {
    this.world = new World(folder);
    this.namespace = namespace;
    first = world.pushed("v1", "api", "1");
    second = world.pushed("v2", "api", "2");
    argocd = ArgoCd.shared();
    token = argocd.token();
    argocd.plane().namespace(namespace);
  }

  /// A GitOps repository.
  ///
  /// @param services by environment and service, `staging/api`: the values files
  GitOps repository(String name, String belayYaml, Map<String, String> services)
      throws IOException {
    var gitOps = empty(name);
    var clone = gitOps.folder();
    var templates = Files.createDirectories(clone.resolve("chart/templates"));
    Files.writeString(clone.resolve("chart/Chart.yaml"), "name: chart\nversion: 1.0.0\n");
    Files.writeString(clone.resolve("chart/values.yaml"), VALUES);
    Files.writeString(templates.resolve("all.yaml"), CHART);
    Files.writeString(
        clone.resolve("belay.yaml"),
        "environments: [{name: staging}, {name: production}]\n" + belayYaml);
    for (var service : services.entrySet()) {
      var key = service.getKey().split("/");
      var values = Files.createDirectories(clone.resolve("environments/" + key[0] + "/values"));
      Files.writeString(values.resolve(key[1] + ".yaml"), service.getValue());
    }
    gitOps.commit("Begin");
    return gitOps;
  }

  /// A repository, and what stands in it.
  ///
  /// @param folder where somebody else works
  record GitOps(String name, Path bare, Path folder) {
    String head() {
      return World.gitIn(bare, "rev-parse", "main").strip();
    }

    void commit(String message) {
      World.gitIn(folder, "add", ".");
      World.gitIn(folder, "commit", "-qm", message);
      World.gitIn(folder, "push", "-q", "origin", "HEAD:main");
    }

    void pull() {
      World.gitIn(folder, "pull", "-q", "--ff-only", "origin", "main");
    }
  }

  /// A repository as `init` makes it.
  GitOps initialised(String name, String... flags) {
    var gitOps = empty(name);
    var init =
        list(
            "init",
            url(gitOps),
            "--project",
            name,
            "--registry",
            world.registry.address() + "/shop");
    init.addAll(List.of(flags));
    well(gitOps, init.toArray(String[]::new));
    gitOps.pull();
    return gitOps;
  }

  private GitOps empty(String name) {
    var bare = world.folder.resolve("git/" + name + ".git");
    var folder = world.folder.resolve(name);
    World.gitIn(world.folder, "init", "-q", "--bare", "-b", "main", bare.toString());
    World.gitIn(bare, "config", "http.receivepack", "true");
    World.gitIn(world.folder, "init", "-q", "-b", "main", folder.toString());
    World.gitIn(folder, "remote", "add", "origin", world.git.url(name).toString());
    return new GitOps(name, bare, folder);
  }

  /// The Application of a service, as YAML.
  ///
  /// @param policy its `syncPolicy`
  String application(GitOps from, String service, String environment, String policy) {
    return application(
        "argocd",
        "default",
        service + "-" + environment,
        policy,
        "source: "
            + source(
                from,
                "path: chart",
                "helm: {valueFiles: [%s]}".formatted(valuesFile(service, environment))));
  }

  static String valuesFile(String service, String environment) {
    return "/environments/%s/values/%s.yaml".formatted(environment, service);
  }

  String source(GitOps from, String... fields) {
    return Stream.concat(
            Stream.of("repoURL: \"%s\"".formatted(url(from)), "targetRevision: main"),
            Stream.of(fields))
        .toList()
        .toString()
        .replaceFirst("^\\[", "{")
        .replaceFirst("]$", "}");
  }

  String url(GitOps repository) {
    return world.git.url(repository.name()).toString();
  }

  String application(String in, String project, String name, String policy, String sources) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: %s, namespace: %s}
    spec:
      project: %s
      destination: {server: "https://kubernetes.default.svc", namespace: %s}
      syncPolicy: %s
      %s
    ---
    """
        .formatted(name, in, project, namespace, policy, sources);
  }

  Ran belay(GitOps repository, String... arguments) {
    return belay(repository, Map.of(), arguments);
  }

  Ran belay(GitOps repository, Map<String, String> more, String... arguments) {
    var variables =
        new HashMap<>(
            Map.of(
                "BELAY_REPO", url(repository),
                "ARGOCD_SERVER", argocd.url(),
                "ARGOCD_AUTH_TOKEN", token));
    variables.putAll(more);
    return world.belayWith(variables, arguments);
  }

  /// The same, and it must succeed.
  Ran well(GitOps repository, String... arguments) {
    var ran = belay(repository, arguments);
    assertEquals(0, ran.code(), ran.out() + ran.err());
    return ran;
  }

  String field(String application, String path) {
    return kubectl(
        "get", "application", application, "--ignore-not-found", "--output=jsonpath=" + path);
  }

  String kubectl(String... arguments) {
    try {
      return argocd.plane().kubectl(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> void awaited(T wanted, Supplier<T> seen) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var last = seen.get();
    while (!wanted.equals(last) && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      last = seen.get();
    }
    assertEquals(wanted, last, () -> kubectl("get", "applications", "--output=yaml"));
  }

  /// Waits for what Argo CD says of an Application.
  void awaited(String wanted, String application, String path) {
    awaited(wanted, () -> field(application, path));
  }

  @Override
  public void close() throws IOException {
    argocd.leave();
    argocd.plane().kubectl("delete", "namespace", namespace, "--wait=false");
    world.close();
  }

  static List<String> list(String... words) {
    return new ArrayList<>(List.of(words));
  }
}
