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
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Argo CD itself, in a control plane of its own: its repository server, its controllers of
/// Applications and of ApplicationSets, its own definitions and configuration, and its API where
/// that is asked for. They run as processes with all rights, not in Pods.
public final class ArgoCd implements AutoCloseable {
  /// What runs in containers, or keeps them apart.
  private static final List<String> OF_CONTAINERS =
      List.of("Deployment", "StatefulSet", "NetworkPolicy");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ControlPlane plane;
  private final int redis = Daemon.freePort();
  private final int repositories = Daemon.freePort();
  private final int api = Daemon.freePort();

  private ArgoCd(ControlPlane plane) {
    this.plane = plane;
  }

  /// Starts it in an empty folder.
  public static ArgoCd start(Path folder) throws IOException {
    var argocd = new ArgoCd(ControlPlane.start(folder));
    try {
      argocd.install();
      argocd.start();
      return argocd;
    } catch (RuntimeException | Error | IOException e) {
      argocd.close();
      throw e;
    }
  }

  /// Nothing of it yet, in a control plane where somebody is to install it.
  public static ArgoCd in(ControlPlane plane) {
    return new ArgoCd(plane);
  }

  /// Where its API will be, by TLS with the certificate that it makes for itself.
  public String address() {
    return "localhost:" + api;
  }

  /// Starts what the Pods of an installation would run.
  public void startParts() throws IOException {
    plane.kubectl("config", "set-context", "test", "--namespace=argocd");
    startRedis();
    startApi();
    startControllers();
  }

  public ControlPlane plane() {
    return plane;
  }

  private void install() throws IOException {
    plane.kubectl("create", "namespace", "argocd");
    plane.kubectl("config", "set-context", "test", "--namespace=argocd");
    plane.apply(definitions(), "--server-side");
    // Its API, which is not always here, would make one.
    plane.kubectl(
        "patch",
        "secret",
        "argocd-secret",
        "--patch={\"stringData\":{\"server.secretkey\":\"-\"}}");
  }

  private static String definitions() throws IOException {
    var all = Files.readString(ControlPlane.programs().resolve("argocd.yaml"));
    return Stream.of(all.split("(?m)^---\n"))
        .filter(object ->
            OF_CONTAINERS.stream().noneMatch(kind -> object.contains("\nkind: " + kind + "\n")))
        .collect(Collectors.joining("---\n"));
  }

  private void start() {
    startRedis();
    startControllers();
  }

  private void startRedis() {
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
  }

  private void startControllers() {
    part(
        "argocd-repo-server",
        "--address=127.0.0.1",
        "--port=" + repositories,
        "--metrics-address=127.0.0.1",
        "--metrics-port=" + Daemon.freePort(),
        "--disable-tls",
        "--client-ca-path=",
        "--redis=127.0.0.1:" + redis);
    part(
        "argocd-application-controller",
        "--namespace=argocd",
        "--metrics-port=" + Daemon.freePort(),
        "--repo-server=127.0.0.1:" + repositories,
        "--repo-server-plaintext",
        "--redis=127.0.0.1:" + redis);
    part(
        "argocd-applicationset-controller",
        "--namespace=argocd",
        "--metrics-addr=127.0.0.1:" + Daemon.freePort(),
        "--probe-addr=127.0.0.1:" + Daemon.freePort(),
        "--webhook-addr=127.0.0.1:" + Daemon.freePort(),
        "--argocd-repo-server=127.0.0.1:" + repositories,
        "--repo-server-plaintext");
  }

  /// Starts its API as well, and logs in as who may do everything.
  ///
  /// @return its address and a token
  public Api api() throws IOException {
    startApi("--insecure");
    var url = ControlPlane.url("http", api);
    return new Api(url, login(url));
  }

  private void startApi(String... more) {
    var flags =
        List.of(
            "--address=127.0.0.1",
            "--port=" + api,
            "--metrics-address=127.0.0.1",
            "--metrics-port=" + Daemon.freePort(),
            "--repo-server=127.0.0.1:" + repositories,
            "--repo-server-plaintext",
            "--redis=127.0.0.1:" + redis);
    part("argocd-server", Stream.concat(flags.stream(), Stream.of(more)).toArray(String[]::new));
    plane.await("argocd-server", () -> Daemon.takesConnections(api));
  }

  /// The API.
  ///
  /// @param token of who may do everything
  public record Api(String url, String token) {}

  private String login(String url) throws IOException {
    var secret =
        plane.kubectl(
            "get", "secret", "argocd-initial-admin-secret", "--output=jsonpath={.data.password}");
    var password = new String(Base64.getDecoder().decode(secret), UTF_8);
    return token(
        url, "session", "", "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(password));
  }

  /// A token of somebody who may look at everything, and do nothing.
  public String lookingOn(Api api) throws IOException {
    plane.kubectl(
        "patch", "configmap", "argocd-cm", "--patch={\"data\":{\"accounts.looker\":\"apiKey\"}}");
    plane.kubectl(
        "patch",
        "configmap",
        "argocd-rbac-cm",
        "--patch={\"data\":{\"policy.default\":\"role:readonly\"}}");
    var end = System.nanoTime() + PATIENCE.toNanos();
    var token = "null";
    while (token.equals("null") && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      token = token(api.url(), "account/looker/token", api.token(), "{}");
    }
    return token;
  }

  private static String token(String url, String path, String authority, String body)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + authority)
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
  private void part(String name, String... flags) {
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
    plane.server(
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

  @Override
  public void close() {
    plane.close();
  }
}
