package belay.peers;

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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Stands in for a server that knows pull requests, over a real socket, in the dialect of one
/// vendor: what its documentation says of paths, fields, tokens, status codes and errors, as far as
/// opening and changing a request needs it.
public final class ForgeStandIn implements AutoCloseable {
  public static final String TOKEN = "token-1815";

  private final HttpServer server;
  private final Dialect dialect;
  private final List<Pull> pulls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean losesAnswers;

  private ForgeStandIn(HttpServer server, Dialect dialect) {
    this.server = server;
    this.dialect = dialect;
  }

  /// One pull request, whatever it is called there.
  public static final class Pull {
    public final int number;
    public final String head;
    public final String base;
    public volatile String title;
    public volatile String body;
    public volatile boolean open = true;
    public int version;
    public volatile List<String> reviewers = List.of();

    Pull(int number, String head, String base) {
      this.number = number;
      this.head = head;
      this.base = base;
      this.title = "";
      this.body = "";
    }
  }

  /// What a server answers.
  record Answer(int status, Object json) {}

  /// One request that the dialect is to make sense of.
  ///
  /// @param path the path, decoded only where the API wants it so
  record Asked(String method, String path, Map<String, String> query, Map<String, Object> body) {
    String text(String name) {
      return String.valueOf(body.get(name));
    }

    String at(String... names) {
      Object value = body;
      for (var name : names) {
        value = field(value, name);
      }
      return String.valueOf(value);
    }

    /// The name of a reviewer's user.
    String nameOf(Object reviewer) {
      return String.valueOf(field(field(reviewer, "user"), "name"));
    }

    private static Object field(Object map, String name) {
      return map instanceof Map<?, ?> fields
          ? Optional.<Object>ofNullable(fields.get(name)).orElse("")
          : "";
    }
  }

  /// One vendor's way to speak.
  interface Dialect {
    /// The header that must carry the token, and how.
    Map.Entry<String, String> authorization();

    /// The path of the list of requests.
    String collection();

    /// The list, filtered as that API filters.
    Object list(Asked asked, List<Pull> open);

    /// The head and base of a new request.
    Map.Entry<String, String> ends(Asked asked);

    /// Takes over what may be changed; empty, or the refusal.
    Optional<Answer> change(Pull pull, Asked asked, boolean created);

    String updateMethod();

    Object show(Pull pull);

    Answer duplicate(Pull there);

    Object error(String message);
  }

  public static ForgeStandIn github() {
    return start(new ForgeDialects.GitHub("shop/gitops"));
  }

  public static ForgeStandIn gitea() {
    return start(new ForgeDialects.Gitea("shop/gitops"));
  }

  public static ForgeStandIn gitlab(String project) {
    return start(new ForgeDialects.GitLab(project));
  }

  public static ForgeStandIn bitbucket() {
    return start(new ForgeDialects.BitbucketCloud("shop/gitops"));
  }

  public static ForgeStandIn bitbucketServer() {
    return start(new ForgeDialects.BitbucketServer("SHOP", "gitops"));
  }

  private static ForgeStandIn start(Dialect dialect) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var forge = new ForgeStandIn(server, dialect);
      server.createContext("/", forge::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return forge;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server's address, without a slash at its end.
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Pull> pulls() {
    return List.copyOf(pulls);
  }

  /// Somebody else opens a request.
  public void add(String head, String base) {
    pulls.add(new Pull(pulls.size() + 1, head, base));
  }

  /// Methods and paths so far.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// The next request is opened, but the connection breaks before that is said.
  public void loseAnswer() {
    losesAnswers = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      requests.add(exchange.getRequestMethod() + " " + uri.getRawPath());
      var sent = exchange.getRequestBody().readAllBytes();
      var asked =
          new Asked(
              exchange.getRequestMethod(),
              uri.getRawPath(),
              query(Optional.ofNullable(uri.getRawQuery()).orElse("")),
              sent.length == 0 ? Map.of() : JSON.std.mapFrom(sent));
      var header = dialect.authorization();
      if (!header.getValue().equals(exchange.getRequestHeaders().getFirst(header.getKey()))) {
        send(exchange, new Answer(401, dialect.error("Bad credentials")));
        return;
      }
      var reply = reply(asked);
      if (losesAnswers && asked.method.equals("POST")) {
        losesAnswers = false;
        return;
      }
      send(exchange, reply);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var json = JSON.std.asString(answer.json).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, json.length);
    exchange.getResponseBody().write(json);
  }

  private synchronized Answer reply(Asked asked) {
    if (asked.path.equals(dialect.collection())) {
      return switch (asked.method) {
        case "GET" ->
            new Answer(200, dialect.list(asked, pulls.stream().filter(pull -> pull.open).toList()));
        case "POST" -> create(asked);
        default -> new Answer(405, dialect.error("method not allowed"));
      };
    }
    var number = asked.path.substring(asked.path.lastIndexOf('/') + 1);
    var known =
        pulls.stream()
            .filter(pull -> asked.path.equals(dialect.collection() + "/" + pull.number))
            .findFirst();
    if (known.isEmpty() || !asked.method.equals(dialect.updateMethod())) {
      return new Answer(404, dialect.error("Not Found: " + number));
    }
    var refusal = dialect.change(known.get(), asked, false);
    return refusal.orElseGet(() -> new Answer(200, dialect.show(known.get())));
  }

  private Answer create(Asked asked) {
    var ends = dialect.ends(asked);
    var there =
        pulls.stream()
            .filter(pull -> pull.open)
            .filter(pull -> pull.head.equals(ends.getKey()) && pull.base.equals(ends.getValue()))
            .findFirst();
    if (there.isPresent()) {
      return dialect.duplicate(there.get());
    }
    var pull = new Pull(pulls.size() + 1, ends.getKey(), ends.getValue());
    var refusal = dialect.change(pull, asked, true);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    pulls.add(pull);
    return new Answer(201, dialect.show(pull));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (var pair : raw.split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
