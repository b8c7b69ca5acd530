package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A Kubernetes control plane on the loopback interface: its own API server, controllers, scheduler
/// and etcd. For nodes and Pods kwok stands in: every Pod runs and is ready, without a container.
/// There is no metrics-server.
///
/// What it starts comes from `src/test/cluster/build`.
public final class ControlPlane implements AutoCloseable {
  private static final String TOKEN = "loopback";
  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: node
        labels: {kubernetes.io/os: linux}
      """;

  private final Path folder;
  private final Guard guard = new Guard();
  private final Deque<Process> servers = new ArrayDeque<>();

  private ControlPlane(Path folder) {
    this.folder = folder;
  }

  /// Ends the test where the programs have not been built.
  public static void require() {
    Peer.require("redis-server", "openssl", "sh");
    requireBuilt("argocd");
  }

  /// Ends the test where a module of `src/test/cluster` has not been built.
  public static void requireBuilt(String module) {
    if (!Files.exists(programs().resolve(module + ".stamp"))) {
      var message =
          "no %s in %s: build it with src/test/cluster/build".formatted(module, programs());
      assertFalse(System.getenv("CI") != null, message);
      assumeFalse(true, message);
    }
  }

  /// Starts one in an empty folder.
  public static ControlPlane start(Path folder) throws IOException {
    var plane = new ControlPlane(folder);
    try {
      plane.start();
      return plane;
    } catch (RuntimeException | Error | IOException e) {
      plane.close();
      throw e;
    }
  }

  private void start() throws IOException {
    var keys = Certificates.in(folder.resolve("keys"));
    var etcd = url("http", Daemon.freePort());
    var api = Daemon.freePort();
    Files.writeString(folder.resolve("tokens"), TOKEN + ",test,test,system:masters\n");
    Files.writeString(kubeconfig(), kubeconfig(url("https", api), keys.authority()));
    server(
        "etcd",
        Map.of(),
        program("etcd"),
        "--data-dir=" + folder.resolve("etcd"),
        "--unsafe-no-fsync",
        "--listen-client-urls=" + etcd,
        "--advertise-client-urls=" + etcd,
        "--listen-peer-urls=" + url("http", Daemon.freePort()));
    server(
        "kube-apiserver",
        Map.of(),
        program("kube-apiserver"),
        "--etcd-servers=" + etcd,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + api,
        "--endpoint-reconciler-type=none",
        "--tls-cert-file=" + keys.serverCertificate(),
        "--tls-private-key-file=" + keys.serverKey(),
        "--token-auth-file=" + folder.resolve("tokens"),
        "--client-ca-file=" + keys.authority(),
        "--authorization-mode=RBAC",
        // Else it drops volumes of images, silently.
        "--feature-gates=ImageVolume=true",
        "--anonymous-auth=false",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + keys.serverCertificate(),
        "--service-account-signing-key-file=" + keys.serverKey());
    await("kube-apiserver", () -> succeeds("get", "--raw", "/readyz"));
    server(
        "kube-controller-manager",
        Map.of(),
        program("kube-controller-manager"),
        "--kubeconfig=" + kubeconfig(),
        "--bind-address=127.0.0.1",
        "--secure-port=" + Daemon.freePort(),
        "--cert-dir=" + folder.resolve("controller-manager"),
        "--leader-elect=false",
        // Each controller is a user of its own, as in other clusters.
        "--use-service-account-credentials",
        // Nobody says that the node is alive.
        "--node-monitor-grace-period=24h",
        "--service-account-private-key-file=" + keys.serverKey(),
        "--root-ca-file=" + keys.authority());
    server(
        "kube-scheduler",
        Map.of(),
        program("kube-scheduler"),
        "--kubeconfig=" + kubeconfig(),
        "--bind-address=127.0.0.1",
        "--secure-port=" + Daemon.freePort(),
        "--cert-dir=" + folder.resolve("scheduler"),
        "--leader-elect=false");
    server("kwok", Map.of(), program("kwok"), "--kubeconfig=" + kubeconfig(), "--manage-all-nodes");
    apply(NODE);
  }

  private static String kubeconfig(String server, Path authority) {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    contexts:
      - name: test
        context: {cluster: test, user: test}
    clusters:
      - name: test
        cluster: {server: "%s", certificate-authority: "%s"}
    users:
      - name: test
        user: {token: %s}
    """
        .formatted(server, authority, TOKEN);
  }

  static String url(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port;
  }

  /// The folder of the programs.
  public static Path programs() {
    return Optional.ofNullable(System.getenv("BELAY_TEST_CLUSTER"))
        .map(Path::of)
        .orElseGet(() ->
            Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("belay-test-cluster"));
  }

  static String program(String name) {
    return programs().resolve(name).toString();
  }

  /// Where its files are.
  Path folder() {
    return folder;
  }

  /// Who may do everything, and where.
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /// The variables with which programs of others find this cluster, and only this one.
  public Map<String, String> environment() {
    return Map.of(
        "KUBECONFIG",
        kubeconfig().toString(),
        "HOME",
        folder.toString(),
        "PATH",
        programs() + ":" + System.getenv("PATH"));
  }

  /// Starts a server that ends with this cluster.
  Process server(String name, Map<String, String> variables, String... command) {
    List<String> environment = new ArrayList<>();
    environment().forEach((key, value) -> environment.addAll(List.of(key, value)));
    variables.forEach((key, value) -> environment.addAll(List.of(key, value)));
    var server = Daemon.start(log(name), List.of(command), environment.toArray(String[]::new));
    guard.watch(server);
    servers.push(server);
    return server;
  }

  /// Waits until the server that was started last is ready.
  void await(String name, BooleanSupplier ready) {
    Daemon.await(ready, servers.getFirst(), log(name));
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /// Runs kubectl, which must succeed.
  public String kubectl(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(program("kubectl")));
    command.addAll(List.of(arguments));
    return new String(Tool.run(folder, environment(), command.toArray(String[]::new)), UTF_8);
  }

  /// Applies objects, given as YAML.
  public void apply(String yaml, String... flags) throws IOException {
    var file = Files.createTempFile(folder, "apply", ".yaml");
    Files.writeString(file, yaml);
    var arguments = new ArrayList<>(List.of("apply", "-f", file.toString()));
    arguments.addAll(List.of(flags));
    kubectl(arguments.toArray(String[]::new));
  }

  /// Applies definitions of custom resources, and waits until all that there are may be used.
  public void define(String yaml, String... flags) throws IOException {
    apply(yaml, flags);
    // A definition has no conditions at first, which kubectl wait calls an error.
    await(
        "kube-apiserver",
        () ->
            succeeds(
                "wait",
                "--for=condition=Established",
                "--timeout=5s",
                "customresourcedefinitions",
                "--all"));
  }

  /// Makes a namespace, and waits until Pods may be made in it.
  public void namespace(String name) throws IOException {
    kubectl("create", "namespace", name);
    await(
        "kube-controller-manager",
        () -> succeeds("get", "serviceaccount/default", "--namespace=" + name));
  }

  private boolean succeeds(String... arguments) {
    try {
      kubectl(arguments);
      return true;
    } catch (AssertionError notYet) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends what stands on others first.
  @Override
  public void close() {
    servers.forEach(Daemon::stop);
    servers.forEach(server -> server.onExit().join());
    guard.close();
  }
}
