package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Argo CD itself, in a control plane of its own: its repository server, its controllers of
/// Applications and of ApplicationSets, its source hydrator, its API, its own definitions and
/// configuration. They run as processes with all rights, not in Pods.
public final class ArgoCd {
  /// What runs in containers, or keeps them apart.
  private static final List<String> OF_CONTAINERS =
      List.of("Deployment", "StatefulSet", "NetworkPolicy");

  private static final String ACCOUNTS =
      "{\"data\": {\"accounts.looker\": \"apiKey\", \"accounts.stranger\": \"apiKey\"}}";
  private static final String POLICY = "{\"data\": {\"policy.csv\": \"g, looker, role:readonly\"}}";

  /// Where Applications may be besides its own namespace, if their project allows it.
  public static final String OTHER_NAMESPACE = "teams";

  private static Optional<ArgoCd> shared = Optional.empty();

  private final ControlPlane plane;
  private final boolean plainHttp;
  private final Map<Part, Process> running = new EnumMap<>(Part.class);
  private final int redis = Daemon.freePort();
  private final int repositories = Daemon.freePort();
  private final int commits = Daemon.freePort();
  private final int api = Daemon.freePort();

  private ArgoCd(ControlPlane plane, boolean plainHttp) {
    this.plane = plane;
    this.plainHttp = plainHttp;
  }

  /// The one of this process, which whoever asks first starts, and which ends with the process: 20
  /// seconds that each class of tests would take by itself. Whoever asks has names of their own for
  /// Applications, projects and namespaces, and calls [#leave] in the end.
  public static synchronized ArgoCd shared() throws IOException {
    if (shared.isEmpty()) {
      shared = Optional.of(start(Files.createTempDirectory("argocd")));
    }
    return shared.get();
  }

  private static ArgoCd start(Path folder) throws IOException {
    var argocd = new ArgoCd(ControlPlane.start(folder), true);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              argocd.plane.close();
              Daemon.delete(folder);
            }));
    try {
      argocd.install();
      argocd.start();
      return argocd;
    } catch (RuntimeException | Error | IOException e) {
      argocd.plane.close();
      throw e;
    }
  }

  /// Nothing of it yet, in a control plane where somebody is to install it.
  public static ArgoCd in(ControlPlane plane) {
    return new ArgoCd(plane, false);
  }

  /// Where its API will be, by TLS with the certificate that it makes for itself.
  public String address() {
    return "localhost:" + api;
  }

  /// Starts what the Pods of an installation would run.
  public void startParts() throws IOException {
    plane.kubectl("config", "set-context", "test", "--namespace=argocd");
    start();
  }

  /// Takes away all that Argo CD delivers.
  public void leave() throws IOException {
    plane.kubectl("delete", "applicationsets", "--all");
    plane.kubectl("delete", "applications", "--all", "--all-namespaces", "--wait=false");
  }

  public ControlPlane plane() {
    return plane;
  }

  private void install() throws IOException {
    plane.kubectl("create", "namespace", "argocd");
    plane.kubectl("config", "set-context", "test", "--namespace=argocd");
    plane.define(definitions(), "--server-side");
    plane.kubectl("create", "namespace", OTHER_NAMESPACE);
    plane.kubectl("patch", "configmap", "argocd-cm", "--patch=" + ACCOUNTS);
    plane.kubectl("patch", "configmap", "argocd-rbac-cm", "--patch=" + POLICY);
  }

  private static String definitions() throws IOException {
    var all = Files.readString(ControlPlane.programs().resolve("argocd.yaml"));
    return Stream.of(all.split("(?m)^---\n"))
        .filter(object ->
            OF_CONTAINERS.stream().noneMatch(kind -> object.contains("\nkind: " + kind + "\n")))
        .collect(Collectors.joining("---\n"));
  }

  private void start() {
    plane.server(
        "redis",
        Map.of(),
        "redis-server",
        "--bind",
        "127.0.0.1",
        "--port",
        String.valueOf(redis),
        "--save",
        "",
        "--dir",
        plane.folder().toString());
    // It makes what the others want to be there.
    start(Part.SERVER);
    plane.await("argocd-server", () -> Daemon.takesConnections(api));
    for (var part : EnumSet.complementOf(EnumSet.of(Part.SERVER))) {
      start(part);
    }
  }

  /// One of the processes that Argo CD consists of.
  public enum Part {
    REPO_SERVER,
    COMMIT_SERVER,
    APPLICATION_CONTROLLER,
    APPLICATIONSET_CONTROLLER,
    SERVER;

    @Override
    public String toString() {
      return "argocd-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Ends a part as a failing node would.
  public void stop(Part part) {
    Daemon.stop(Objects.requireNonNull(running.get(part)));
  }

  /// Starts a part, in the place that it had before.
  public void start(Part part) {
    running.put(part, process(part.toString(), flags(part)));
  }

  private String[] flags(Part part) {
    return switch (part) {
      case REPO_SERVER ->
          flags(
              "--address=127.0.0.1",
              "--port=" + repositories,
              "--metrics-address=127.0.0.1",
              "--metrics-port=" + Daemon.freePort(),
              "--disable-tls",
              "--client-ca-path=",
              "--redis=127.0.0.1:" + redis);
      case COMMIT_SERVER ->
          flags(
              "--address=127.0.0.1",
              "--port=" + commits,
              "--metrics-address=127.0.0.1",
              "--metrics-port=" + Daemon.freePort());
      case APPLICATION_CONTROLLER ->
          flags(
              "--namespace=argocd",
              "--application-namespaces=" + OTHER_NAMESPACE,
              "--metrics-port=" + Daemon.freePort(),
              "--hydrator-enabled",
              "--commit-server=127.0.0.1:" + commits,
              "--repo-server=127.0.0.1:" + repositories,
              "--repo-server-plaintext",
              "--redis=127.0.0.1:" + redis);
      case APPLICATIONSET_CONTROLLER ->
          flags(
              "--namespace=argocd",
              "--metrics-addr=127.0.0.1:" + Daemon.freePort(),
              "--probe-addr=127.0.0.1:" + Daemon.freePort(),
              "--webhook-addr=127.0.0.1:" + Daemon.freePort(),
              "--argocd-repo-server=127.0.0.1:" + repositories,
              "--repo-server-plaintext");
      case SERVER -> server(api);
    };
  }

  private String[] server(int port) {
    return flags(
        "--address=127.0.0.1",
        "--port=" + port,
        "--metrics-address=127.0.0.1",
        "--metrics-port=" + Daemon.freePort(),
        "--application-namespaces=" + OTHER_NAMESPACE,
        "--hydrator-enabled",
        "--insecure=" + plainHttp,
        "--repo-server=127.0.0.1:" + repositories,
        "--repo-server-plaintext",
        "--redis=127.0.0.1:" + redis);
  }

  private static String[] flags(String... flags) {
    return flags;
  }

  /// Where its API is.
  public String url() {
    return ControlPlane.url("http", api);
  }

  /// Logs in as who may do everything.
  ///
  /// @return a token
  public String token() throws IOException {
    var secret =
        plane.kubectl(
            "get", "secret", "argocd-initial-admin-secret", "--output=jsonpath={.data.password}");
    var password = new String(Base64.getDecoder().decode(secret), UTF_8);
    return token(
        "session", "", "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(password));
  }

  /// A token of somebody who may look at everything, and do nothing.
  public String lookingOn() throws IOException {
    return tokenOf("looker");
  }

  /// A token of somebody who may nothing.
  public String stranger() throws IOException {
    return tokenOf("stranger");
  }

  private String tokenOf(String account) throws IOException {
    return token("account/" + account + "/token", token(), "{}");
  }

  private String token(String path, String by, String body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/api/v1/" + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + by)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return String.valueOf(JSON.std.mapFrom(answer.body()).get("token"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All parts are one program, which goes by the name that it is told.
  private Process process(String name, String... flags) {
    Map<String, String> variables = new HashMap<>();
    variables.put("ARGOCD_BINARY_NAME", name);
    variables.put("ARGOCD_FAKE_IN_CLUSTER", "true");
    variables.put("ARGOCD_GPG_ENABLED", "false");
    variables.put("ARGOCD_RECONCILIATION_TIMEOUT", "5s");
    variables.put("ARGOCD_RECONCILIATION_JITTER", "0");
    variables.put("ARGOCD_TLS_DATA_PATH", own("tls"));
    variables.put("ARGOCD_SSH_DATA_PATH", own("ssh"));
    variables.put("ARGOCD_PLUGINSOCKFILEPATH", own("plugins"));
    variables.put("ARGOCD_ASK_PASS_SOCK", own("ask-pass.sock"));
    variables.put("TMPDIR", own("tmp"));
    return plane.server(
        name,
        variables,
        Stream.concat(Stream.of(ControlPlane.program("argocd")), Stream.of(flags))
            .toArray(String[]::new));
  }

  private String own(String name) {
    var path = plane.folder().resolve(name);
    if (!name.contains(".")) {
      path.toFile().mkdirs();
    }
    return path.toString();
  }
}
