package belay.kube;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.kube.config.ClusterAccess;
import belay.net.Body;
import belay.net.Http;
import belay.net.Json;
import belay.net.JsonFields;
import belay.net.Request;
import belay.net.Response;
import belay.net.Timeouts;
import belay.net.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One cluster, by its API: reading only. Safe for use by several threads.
public final class KubeApi implements AutoCloseable {
  /// Pods have 4 to 20 KB.
  private static final int PAGE = 250;

  private static final int LARGEST = 64 << 20;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int RESTARTS = 3;
  private static final Timeouts TIMEOUTS =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          3,
          Duration.ofMillis(250),
          Duration.ofSeconds(30));

  private final ClusterAccess access;
  private final ClusterIdentity identity;
  private final Http http;
  private final KubeRefusals refusals;

  private KubeApi(ClusterAccess access, ClusterIdentity identity, Http http) {
    this.access = access;
    this.identity = identity;
    this.http = http;
    this.refusals = new KubeRefusals(access);
  }

  /// Prepares; nothing is asked before the first question.
  public static KubeApi open(Host host, Log log, ClusterAccess access) {
    var identity = new ClusterIdentity(host, access);
    Trust trust = _ -> identity.tls();
    return new KubeApi(access, identity, new Http(onItsWay(host, access), log, trust, TIMEOUTS));
  }

  /// The proxy that a kubeconfig names is asked for every address.
  private static Host onItsWay(Host host, ClusterAccess access) {
    return access
        .proxy()
        .map(proxy -> {
          Map<String, String> env = new HashMap<>(host.env());
          env.put(
              access.server().getScheme().equals("https") ? "HTTPS_PROXY" : "HTTP_PROXY", proxy);
          env.put("NO_PROXY", "");
          env.remove("no_proxy");
          return new Host(host.cwd(), env, host.streams(), host.clock(), host.random());
        })
        .orElse(host);
  }

  /// Which cluster it is.
  public ClusterAccess access() {
    return access;
  }

  /// All objects of a kind in a namespace, page by page.
  ///
  /// @param fields what is kept of the list and its objects
  /// @throws Failure (auth) where they may not be listed
  public <T> List<T> list(
      Resource resource, String namespace, JsonFields fields, Function<Json, T> reading) {
    return new Pages<>(resource, namespace, fields, reading, Integer.MAX_VALUE)
        .read()
        .orElseThrow();
  }

  /// All objects of a kind in all namespaces; empty where they may not be listed so, or are more
  /// than `most`.
  public <T> Optional<List<T>> listEverywhere(
      Resource resource, int most, JsonFields fields, Function<Json, T> reading) {
    try {
      return new Pages<>(resource, "", fields, reading, most).read();
    } catch (Failure failure) {
      if (failure.kind() == Kind.AUTH) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// A list that is read page by page.
  private final class Pages<T> {
    private final Resource resource;
    private final String namespace;
    private final JsonFields fields;
    private final Function<Json, T> reading;
    private final int most;
    private final List<T> all = new ArrayList<>();

    Pages(
        Resource resource,
        String namespace,
        JsonFields fields,
        Function<Json, T> reading,
        int most) {
      this.resource = resource;
      this.namespace = namespace;
      this.fields = fields;
      this.reading = reading;
      this.most = most;
    }

    /// Empty where there are too many. A list that has grown too old meanwhile is begun anew.
    Optional<List<T>> read() {
      var from = "";
      var restarts = 0;
      do {
        var path = resource.path(encoded(namespace)) + "?limit=" + PAGE;
        var answer = send(from.isEmpty() ? path : path + "&continue=" + encoded(from), accepted());
        if (answer.status() == GONE && restarts++ < RESTARTS) {
          all.clear();
          from = "";
          continue;
        }
        var page = json(require("list", resource, namespace, answer), fields);
        page.at("items").items().forEach(item -> all.add(reading.apply(item)));
        if (all.size() + page.at("metadata", "remainingItemCount").number().orElse(0L) > most) {
          return Optional.empty();
        }
        from = page.at("metadata", "continue").text();
      } while (!from.isEmpty());
      return Optional.of(all);
    }

    /// Of what there are many, and which matter little, the server sends no specification.
    private String accepted() {
      return resource.equals(Resource.REPLICA_SETS)
          ? "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
          : "application/json";
    }
  }

  /// One object; empty where there is none.
  ///
  /// @throws Failure (auth) where it may not be read
  public Optional<Json> get(Resource resource, String namespace, String name) {
    var answer = send(resource.path(encoded(namespace)) + "/" + encoded(name));
    return answer.status() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(json(require("get", resource, namespace, answer)));
  }

  /// What the cluster says to something.
  ///
  /// @param words its own, for people
  public record Answer(int status, String words) {
    /// Whether nobody looked at the object, since who asks may not.
    public boolean isUnauthorized() {
      return status == UNAUTHORIZED || words.contains("cannot create resource");
    }
  }

  /// Whether a Pod would be made: it is not.
  public Answer tryPod(String namespace, Map<String, Object> pod) {
    var path = Resource.PODS.path(encoded(namespace)) + "?dryRun=All";
    var answer = post(path, Json.text(pod));
    return new Answer(answer.status(), KubeRefusals.words(answer));
  }

  private Response post(String path, String body) {
    return sent(
        request("POST", path)
            .header("Content-Type", "application/json")
            .body(new Body.Bytes(body.getBytes(StandardCharsets.UTF_8))));
  }

  /// What objects of a kind are called in paths; empty where the cluster has no such kind, or does
  /// not say.
  Optional<Resource> resource(String apiVersion, String kind) {
    var answer = send(apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion);
    if (!answer.ok()) {
      return Optional.empty();
    }
    var slash = apiVersion.indexOf('/');
    return json(answer).at("resources").items().stream()
        .filter(found -> found.at("kind").text().equals(kind))
        .map(found -> found.at("name").text())
        .filter(name -> !name.contains("/"))
        .findFirst()
        .map(name ->
            new Resource(
                apiVersion.substring(0, Math.max(slash, 0)),
                apiVersion.substring(slash + 1),
                name));
  }

  /// A login may have run out meanwhile; a program may have a new one.
  private Response send(String path) {
    return send(path, "application/json");
  }

  private Response send(String path, String accepted) {
    var answer = sent(request("GET", path).header("Accept", accepted));
    return answer.status() == UNAUTHORIZED && identity.renew()
        ? sent(request("GET", path).header("Accept", accepted))
        : answer;
  }

  private Request request(String method, String path) {
    var base = access.server().toString();
    var root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    var request = Request.of(method, URI.create(root + path)).limit(LARGEST);
    for (var header : identity.headers().entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    return request.header("Accept", "application/json");
  }

  private Response sent(Request request) {
    try {
      return http.send(request);
    } catch (Failure failure) {
      throw refusals.silent(failure);
    }
  }

  private Response require(String verb, Resource resource, String namespace, Response answer) {
    if (!answer.ok()) {
      throw refusals.of(verb, resource, namespace, answer);
    }
    return answer;
  }

  private Json json(Response answer) {
    try {
      return Json.parse(answer.body());
    } catch (IOException e) {
      throw strange(e);
    }
  }

  private Json json(Response answer, JsonFields fields) {
    try {
      return Json.parse(answer.body(), fields);
    } catch (IOException e) {
      throw strange(e);
    }
  }

  private Failure strange(IOException cause) {
    return new Failure(
        Kind.UNREACHABLE,
        "%s does not answer like a Kubernetes API".formatted(access.server()),
        "look yourself: kubectl --context %s version".formatted(access.name()),
        cause);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
  }
}
