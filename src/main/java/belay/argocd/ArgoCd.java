package belay.argocd;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.net.Body;
import belay.net.Http;
import belay.net.Json;
import belay.net.LineStream;
import belay.net.Request;
import belay.net.Response;
import belay.net.Timeouts;
import belay.net.Unreachable;
import belay.net.tls.TlsSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One Argo CD, by its API. Safe for use by several threads.
public final class ArgoCd implements AutoCloseable {
  /// Kubernetes keeps no larger object; a list of all Pods, or all manifests, may be larger.
  private static final int ONE_OBJECT = 8 << 20;

  private static final int MANY_OBJECTS = 64 << 20;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PAUSES = Duration.ofSeconds(30);

  private final Log log;
  private final ArgoCdSettings settings;
  private final Optional<String> token;
  private final ArgoCdRefusals refusals;
  private final Http http;
  private final Refresher refresher;
  private volatile String namespace = "";

  private ArgoCd(Log log, ArgoCdSettings settings, Optional<String> token, Http http) {
    this.log = log;
    this.settings = settings;
    this.token = token;
    this.refusals = new ArgoCdRefusals(settings, token.isPresent());
    this.http = http;
    this.refresher = new Refresher(this::refreshed, log);
  }

  /// Finds the token; the network is not touched yet.
  public static ArgoCd open(Host host, Log log, ArgoCdSettings settings) {
    var tls = settings.tls();
    var http =
        new Http(
            host,
            log,
            new TlsSettings(tls.caFile(), tls.clientCertificate(), tls.clientKey()),
            new Timeouts(CONNECT, settings.pace().answer(), ATTEMPTS, PAUSE, PAUSES));
    return new ArgoCd(log, settings, ArgoCdTokens.find(host, log, settings.server()), http);
  }

  /// An Application as Argo CD knows it now.
  ///
  /// @throws Failure not found, no permission, or no answer
  public AppState find(String application) {
    var json = json(application, get(application, "", ONE_OBJECT));
    namespace = json.at("metadata", "namespace").text();
    return AppReader.read(json);
  }

  /// All Applications that the token may see, without their revisions, in one answer.
  ///
  /// @throws Failure no permission, or no answer
  public List<AppState> all() {
    var fields =
        AppReader.LISTED.stream()
            .map(field -> "items." + field)
            .collect(Collectors.joining(",", "fields=", ""));
    var answer = http.send(request("applications" + query(fields, appNamespace()), MANY_OBJECTS));
    if (!answer.ok()) {
      throw refusals.of("*", answer);
    }
    return json("*", answer).at("items").items().stream().map(AppReader::read).toList();
  }

  /// Has Argo CD look into Git now and not at its next turn; returns at once.
  public void refresh(List<String> applications) {
    refresher.begin(applications);
  }

  private void refreshed(String application) {
    try {
      var answer = http.once(request(address(application, "", "refresh=normal"), ONE_OBJECT));
      if (!answer.ok()) {
        throw refusals.of(application, answer);
      }
    } catch (IOException e) {
      log.explain(() -> "%s: no answer to the refresh: %s".formatted(application, InWords.of(e)));
    }
  }

  /// Compares an Application with Git now; returns when Argo CD has done so.
  ///
  /// @throws Failure not found, no permission, or no answer
  public Comparison compare(String application) {
    return Comparison.of(json(application, get(application, "", "refresh=normal", ONE_OBJECT)));
  }

  /// An Application as it was last compared with Git.
  public Comparison compared(String application) {
    return Comparison.of(json(application, get(application, "", "", ONE_OBJECT)));
  }

  /// Has Argo CD bring commits to the cluster; returns when it has begun to.
  ///
  /// @throws Failure (refused) with Argo CD's own words where it will not; no permission, or no
  ///   answer
  public void sync(String application, SyncOrder order) {
    var call = settings.server().call("applications/" + encoded(application) + "/sync");
    var request =
        authorized(Request.of("POST", call).limit(ONE_OBJECT))
            .header("Content-Type", "application/json")
            .body(new Body.Bytes(order.json(application, settings)));
    try {
      var answer = http.once(request);
      if (!answer.ok()) {
        throw refusals.ofSync(application, answer);
      }
    } catch (IOException e) {
      throw Unreachable.because(call, e);
    }
  }

  /// The images of each live Pod of an Application, as their specifications have them.
  public List<List<String>> pods(String application) {
    var tree = json(application, get(application, "/resource-tree", MANY_OBJECTS));
    return tree.at("nodes").items().stream()
        .filter(node -> node.at("kind").text().equals("Pod"))
        .map(node -> node.at("images").texts())
        .toList();
  }

  /// An Application whole, as Kubernetes has it.
  ///
  /// @throws Failure not found, no permission, or no answer
  public Json application(String application) {
    return json(application, get(application, "", ONE_OBJECT));
  }

  /// What the API says to a question that is about no Application.
  ///
  /// @param path behind `/api/v1/`
  /// @throws Failure no permission, not found, or no answer
  public Json ask(String path) {
    return answered(path, http.send(request(path, MANY_OBJECTS)));
  }

  /// Its version, such as `v3.5.1+abc`, for people.
  public String version() {
    var request = authorized(Request.of("GET", settings.server().version()));
    return answered("version", http.send(request)).at("Version").words();
  }

  private Json answered(String about, Response answer) {
    if (!answer.ok()) {
      throw refusals.of(about, answer);
    }
    return json(about, answer);
  }

  /// Where it is.
  public String address() {
    return settings.server().toString();
  }

  /// An object that belongs to an Application.
  ///
  /// @param group the API group; empty for the core
  /// @param assessed whether Argo CD knows how it is
  public record Node(
      String group, String version, String kind, String namespace, String name, boolean assessed) {}

  /// What an Application has made, and what that has made.
  public List<Node> nodes(String application) {
    var tree = json(application, get(application, "/resource-tree", MANY_OBJECTS));
    return tree.at("nodes").items().stream()
        .map(node ->
            new Node(
                node.at("group").text(),
                node.at("version").text(),
                node.at("kind").text(),
                node.at("namespace").text(),
                node.at("name").text(),
                node.at("health", "status").isPresent()))
        .toList();
  }

  /// An object as it is in the cluster; empty where it is gone meanwhile.
  public Optional<Json> object(String application, Node node) {
    var parameters =
        query(
            "namespace=" + encoded(node.namespace),
            "resourceName=" + encoded(node.name),
            "version=" + encoded(node.version),
            "group=" + encoded(node.group),
            "kind=" + encoded(node.kind),
            "project=" + encoded(settings.project()),
            appNamespace());
    var answer =
        http.send(
            request("applications/" + encoded(application) + "/resource" + parameters, ONE_OBJECT));
    if (answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    if (!answer.ok()) {
      throw refusals.of(application, answer);
    }
    var manifest = json(application, answer).at("manifest").text();
    try {
      return Optional.of(Json.parse(manifest.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// Whether a text, such as a digest, occurs in the manifests that Argo CD makes of an
  /// Application.
  public boolean manifestsHold(String application, String text) {
    var manifests = get(application, "/manifests", MANY_OBJECTS);
    return new String(manifests.body(), StandardCharsets.UTF_8).contains(text);
  }

  /// Begins to watch Applications.
  public Watch watch(Collection<String> applications) {
    return new Watch(this, log, settings.pace(), List.copyOf(applications));
  }

  /// The stream of changes: one connection for any number of Applications, since Argo CD's stream
  /// is either about one or about all that may be seen.
  Optional<LineStream> stream(List<String> applications) throws IOException {
    var fields =
        AppReader.FIELDS.stream()
            .map(field -> "result.application." + field)
            .collect(Collectors.joining(",", "fields=result.type,error,", ""));
    var one = applications.size() == 1 ? "name=" + encoded(applications.getFirst()) : "";
    return http.follow(
        request("stream/applications" + query(fields, one, appNamespace()), ONE_OBJECT)
            .header("Accept", "text/event-stream"));
  }

  /// Whether an object is where our Applications are: the stream about all tells of other
  /// namespaces, too.
  boolean isOurs(Json application) {
    return namespace.isEmpty() || application.at("metadata", "namespace").text().equals(namespace);
  }

  /// Asked about an Application that does not exist, Argo CD answers «forbidden», unless the
  /// project is named.
  private Response get(String application, String what, int limit) {
    return get(application, what, "", limit);
  }

  private Response get(String application, String what, String parameter, int limit) {
    var answer = http.send(request(address(application, what, parameter), limit));
    if (answer.status() == FORBIDDEN) {
      var project = "project=" + encoded(settings.project());
      answer = http.send(request(address(application, what, parameter, project), limit));
    }
    if (!answer.ok()) {
      throw refusals.of(application, answer);
    }
    return answer;
  }

  private Json json(String application, Response answer) {
    try {
      return Json.parse(answer.body());
    } catch (IOException e) {
      throw new Failure(
          Kind.UNREACHABLE,
          "%s does not answer like an Argo CD about \"%s\""
              .formatted(settings.server(), application),
          "check its address: curl %s/api/version".formatted(settings.server()),
          e);
    }
  }

  private Request request(String path, int limit) {
    return authorized(Request.of("GET", settings.server().call(path)).limit(limit));
  }

  private Request authorized(Request request) {
    return request
        .header("Accept", "application/json")
        .header("Authorization", token.map(t -> "Bearer " + t).orElse(""));
  }

  private String address(String application, String what, String... parameters) {
    var all = Stream.concat(Stream.of(parameters), Stream.of(appNamespace()));
    return "applications/" + encoded(application) + what + query(all.toArray(String[]::new));
  }

  /// Argo CD's own namespace needs no mention, and its name is not always the usual one.
  private String appNamespace() {
    return settings.namespace().equals(ArgoCdSettings.USUAL_NAMESPACE)
        ? ""
        : "appNamespace=" + encoded(settings.namespace());
  }

  private static String query(String... parameters) {
    var given = Stream.of(parameters).filter(p -> !p.isEmpty()).collect(Collectors.joining("&"));
    return given.isEmpty() ? "" : "?" + given;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
  }
}
