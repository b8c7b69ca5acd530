package belay.argocd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Stands in for an Argo CD where wires break, proxies hold back, or what happens has to happen at
/// one moment: its REST API over a real socket, with its paths, queries, JSON shapes, errors and
/// field selection. What the controller would do is told by the test.
public final class ArgoCdStandIn implements AutoCloseable {
  public static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.stand-in.token";

  /// How the stream behaves.
  public enum Stream {
    WORKS,
    /// Not known to this server.
    ABSENT,
    /// Accepted, and then held back, as by some proxies.
    HELD_BACK,
    /// Broken off after each event.
    CUT
  }

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, App> apps = new TreeMap<>();
  private final Map<String, List<UnaryOperator<App>>> scripts = new HashMap<>();
  private Stream stream = Stream.WORKS;
  private String page = "";
  private int refusal;
  private int version = 1;
  private boolean closed;

  private ArgoCdStandIn(HttpServer server) {
    this.server = server;
  }

  public static ArgoCdStandIn start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var standIn = new ArgoCdStandIn(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", standIn::handle);
      server.start();
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Method-less: every request is a GET here.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public synchronized void put(App app) {
    apps.put(app.name(), app);
    version++;
    notifyAll();
  }

  public synchronized void delete(String name) {
    apps.remove(name);
    version++;
    notifyAll();
  }

  public synchronized void stream(Stream how) {
    stream = how;
  }

  /// Every request is answered with this status from now on; 0 for none.
  public synchronized void refuse(int status) {
    refusal = status;
  }

  /// Every request is answered with this page from now on, as by a login in front of Argo CD.
  public synchronized void page(String html) {
    page = html;
  }

  /// What happens, step by step, once Argo CD is told to look into Git.
  @SafeVarargs
  public final synchronized void onRefresh(String name, UnaryOperator<App>... steps) {
    scripts.put(name, new ArrayList<>(List.of(steps)));
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      answer(exchange);
    } catch (IOException | InterruptedException gone) {
      // the client went away, or the test is over
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    var uri = exchange.getRequestURI();
    requests.add(uri.toString());
    var query = query(uri.getRawQuery());
    var path = uri.getPath();
    if (!page.isEmpty()) {
      send(exchange, 200, page);
    } else if (refusal > 0) {
      error(exchange, refusal, refusal == 401 ? "no session information" : "refused by the test");
    } else if (!("Bearer " + TOKEN)
        .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      error(exchange, 401, "invalid session: token signature is invalid");
    } else if (path.equals("/api/v1/stream/applications")) {
      stream(exchange, query);
    } else if (path.equals("/api/v1/applications")) {
      send(exchange, 200, list(query));
    } else if (path.startsWith("/api/v1/applications/")) {
      one(exchange, path.substring("/api/v1/applications/".length()).split("/"), query);
    } else {
      send(exchange, 404, "404 page not found\n");
    }
  }

  /// What a list can be narrowed to: these parts, each as a whole, and no others.
  private static final Set<String> LISTED =
      Set.of(
          "items.metadata.name",
          "items.metadata.namespace",
          "items.spec",
          "items.status.sync.status",
          "items.status.health",
          "items.status.summary");

  private synchronized String list(Map<String, String> query) throws IOException {
    var fields = new HashSet<>(Arrays.asList(query.getOrDefault("fields", "").split(",")));
    fields.retainAll(LISTED);
    var items = apps.values().stream().map(app -> app.json(version)).toList();
    return JSON.std.asString(selected("", Map.of("items", items), fields));
  }

  private void one(HttpExchange exchange, String[] path, Map<String, String> query)
      throws IOException, InterruptedException {
    var app = find(path[0]);
    if (app.isEmpty()) {
      if (query.containsKey("project")) {
        error(exchange, 404, "applications.argoproj.io \"%s\" not found".formatted(path[0]));
      } else {
        error(exchange, 403, "permission denied");
      }
      return;
    }
    var what = path.length > 1 ? path[1] : "";
    switch (what) {
      case "resource-tree" -> send(exchange, 200, JSON.std.asString(app.get().tree()));
      case "manifests" -> send(exchange, 200, JSON.std.asString(app.get().manifests()));
      default -> {
        if (query.containsKey("refresh")) {
          refreshed(path[0]);
        }
        send(exchange, 200, JSON.std.asString(json(path[0])));
      }
    }
  }

  private synchronized Optional<App> find(String name) {
    return Optional.ofNullable(apps.get(name));
  }

  private synchronized Map<String, Object> json(String name) {
    return find(name).map(app -> app.json(version)).orElse(Map.of());
  }

  /// The controller at work: one step after the other.
  private void refreshed(String name) throws InterruptedException {
    List<UnaryOperator<App>> steps;
    synchronized (this) {
      steps = scripts.getOrDefault(name, List.of());
      scripts.remove(name);
    }
    for (var step : steps) {
      Thread.sleep(60);
      put(step.apply(find(name).orElseThrow()));
    }
  }

  private void stream(HttpExchange exchange, Map<String, String> query)
      throws IOException, InterruptedException {
    if (stream == Stream.ABSENT) {
      error(exchange, 404, "Not Found");
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    out.write(":\n".getBytes(UTF_8));
    out.flush();
    Map<String, App> told = new LinkedHashMap<>();
    var seen = 0;
    while (true) {
      synchronized (this) {
        while ((version == seen || stream == Stream.HELD_BACK) && !closed) {
          wait();
        }
        if (closed) {
          return;
        }
        seen = version;
      }
      for (var event : events(told, query)) {
        out.write(("data: " + event + " \n\n").getBytes(UTF_8));
        out.flush();
        if (stream == Stream.CUT) {
          return;
        }
      }
    }
  }

  private synchronized List<String> events(Map<String, App> told, Map<String, String> query)
      throws IOException {
    List<String> events = new ArrayList<>();
    for (var app : apps.values()) {
      var before = told.put(app.name(), app);
      if (query.getOrDefault("name", app.name()).equals(app.name()) && !app.equals(before)) {
        events.add(event(before == null ? "ADDED" : "MODIFIED", app, query));
      }
    }
    for (var gone : List.copyOf(told.values())) {
      if (!apps.containsKey(gone.name())) {
        told.remove(gone.name());
        events.add(event("DELETED", gone, query));
      }
    }
    return events;
  }

  private String event(String type, App app, Map<String, String> query) throws IOException {
    var result = Map.of("result", Map.of("type", type, "application", app.json(version)));
    var fields = Set.copyOf(Arrays.asList(query.getOrDefault("fields", "").split(",")));
    return JSON.std.asString(selected("", result, fields));
  }

  /// Argo CD's selection: a field that is named is kept whole, one that leads to a named one in
  /// part.
  private static Object selected(String path, Object value, Set<String> fields) {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> selected(path, item, fields)).toList();
    }
    if (!(value instanceof Map<?, ?> map) || fields.contains(path)) {
      return value;
    }
    return map.entrySet().stream()
        .map(e -> Map.entry((path.isEmpty() ? "" : path + ".") + e.getKey(), e))
        .filter(e -> fields.stream().anyMatch(f -> f.startsWith(e.getKey())))
        .collect(
            Collectors.toMap(
                e -> e.getValue().getKey(),
                e -> selected(e.getKey(), e.getValue().getValue(), fields)));
  }

  private static void error(HttpExchange exchange, int status, String message) throws IOException {
    var code = Map.of(401, 16, 403, 7, 404, 5).getOrDefault(status, 14);
    send(
        exchange,
        status,
        JSON.std.asString(Map.of("error", message, "code", code, "message", message)));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> query(String raw) {
    if (raw == null || raw.isEmpty()) {
      return Map.of();
    }
    return Arrays.stream(raw.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> URLDecoder.decode(p[1], UTF_8)));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.stop(0);
  }
}
