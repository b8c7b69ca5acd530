package belay.registry.content;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Log;
import belay.net.Http;
import belay.net.Redaction;
import belay.net.Request;
import belay.net.Response;
import belay.net.Retry;
import belay.net.Unreachable;
import belay.net.proxy.Addresses;
import belay.registry.auth.Authorization;
import belay.registry.auth.Call;
import belay.registry.auth.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Requests to one registry, with credentials where it asks for them and redirects followed where
/// they may lead. Safe for use by several threads.
public final class RegistryClient {
  private static final int UNAUTHORIZED = 401;
  private static final int MOST_REDIRECTS = 5;

  private final Http http;
  private final Endpoint endpoint;
  private final Authorization tokens;
  private final Log log;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  public RegistryClient(Http http, Endpoint endpoint, Authorization tokens, Log log) {
    this.http = http;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.log = log;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /// The pauses for one request that may be repeated.
  public Retry retry() {
    return http.retry();
  }

  /// How many requests were sent.
  public int sent() {
    return http.sent();
  }

  /// Sends what may be repeated until there is an answer.
  ///
  /// @throws Failure (unreachable, auth) when there is none, or who asks is not let in
  public Response send(Call call) {
    try {
      return follow(call, authorized(call, true));
    } catch (IOException e) {
      throw Unreachable.because(call.request().uri(), e);
    }
  }

  /// Sends a single time, but for the second time that a new token needs.
  public Response once(Call call) throws IOException {
    return authorized(call, false);
  }

  /// Where a `Location` leads, if it may lead there.
  public URI location(Response response) {
    var location = response.header("Location").orElse("");
    try {
      var target = endpoint.resolve(response.uri(), location);
      check(response.uri(), target);
      return target;
    } catch (IllegalArgumentException _) {
      throw refused("%s sends us to a place that is no address".formatted(endpoint.registry()));
    }
  }

  private Response authorized(Call asked, boolean retried) throws IOException {
    var call = asked.with(asked.request().to(endpoint.own(asked.request().uri())));
    if (!endpoint.owns(call.request().uri())) {
      return retried ? http.send(call.request()) : http.once(call.request());
    }
    var shown = tokens.ready(call).orElse("");
    var response = send(call, shown, retried);
    if (response.status() == UNAUTHORIZED) {
      var answer = tokens.answer(call, response, shown);
      response = send(call, answer, retried);
      if (response.status() == UNAUTHORIZED) {
        throw tokens.denied(call.repository(), response);
      }
    }
    warn(response);
    return response;
  }

  private Response send(Call call, String authorization, boolean retried) throws IOException {
    // the first answer may have settled on TLS
    var request = call.request().to(endpoint.own(call.request().uri()));
    return endpoint.send(http, request.header("Authorization", authorization), retried);
  }

  /// Only what reads is redirected; `Authorization` stays with the registry (signed URLs of object
  /// stores refuse it besides).
  private Response follow(Call call, Response first) throws IOException {
    var response = first;
    var request = call.request();
    for (var i = 0; i < MOST_REDIRECTS && isRedirect(request, response); i++) {
      var target = location(response);
      request = request.to(target);
      response = endpoint.owns(target) ? authorized(call.with(request), true) : http.send(request);
    }
    if (isRedirect(request, response)) {
      throw refused("%s redirects without end".formatted(endpoint.registry()));
    }
    return response;
  }

  private static boolean isRedirect(Request request, Response response) {
    return (request.method().equals("GET") || request.method().equals("HEAD"))
        && switch (response.status()) {
          case 301, 302, 303, 307, 308 -> response.header("Location").isPresent();
          default -> false;
        };
  }

  private void check(URI from, URI to) {
    if (to.getHost() == null
        || !("https".equals(to.getScheme()) || "http".equals(to.getScheme()))) {
      throw refused("%s sends us to a place that is no address".formatted(endpoint.registry()));
    }
    var where = Redaction.uri(to);
    if ("https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
      throw refused("%s sends us from https to %s".formatted(endpoint.registry(), where));
    }
    if (!Addresses.mayLead(from, to)) {
      throw refused(
          "%s sends us to %s, inside a network that it is not in"
              .formatted(endpoint.registry(), where));
    }
  }

  /// `299 - "text"` (OCI distribution specification, "Warnings").
  private void warn(Response response) {
    for (var warning : response.all("Warning")) {
      var start = warning.indexOf('"');
      var end = warning.lastIndexOf('"');
      if (warning.startsWith("299 ") && start < end && warned.add(warning)) {
        var text = Redaction.text(warning.substring(start + 1, end));
        log.warn("%s says: %s".formatted(endpoint.registry(), text));
      }
    }
  }

  private static Failure refused(String what) {
    return new Failure(
        Kind.REFUSED, what, "check the registry, and whether something stands between it and here");
  }
}
