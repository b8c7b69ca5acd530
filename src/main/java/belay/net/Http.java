package belay.net;

import belay.failure.Failure;
import belay.host.Host;
import belay.host.Log;
import belay.net.proxy.Proxies;
import belay.net.tls.TlsSettings;
import belay.net.tls.TlsTrouble;
import belay.net.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/// HTTP/1.1 with deadlines, retries and bounded answers. Redirects and credentials are the caller's
/// business. Safe for use by several threads.
public final class Http implements AutoCloseable {
  private final Host host;
  private final Log log;
  private final Timeouts timeouts;
  private final Proxies proxies;
  private final Clients clients;
  private final AtomicInteger sent = new AtomicInteger();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();

  public Http(Host host, Log log, TlsSettings tls, Timeouts timeouts) {
    this(host, log, Trust.usual(host, tls), timeouts);
  }

  /// The same with another trust than the usual.
  public Http(Host host, Log log, Trust trust, Timeouts timeouts) {
    this.host = host;
    this.log = log;
    this.timeouts = timeouts;
    this.proxies = new Proxies(host);
    this.clients = new Clients(trust, proxies, timeouts, log);
  }

  /// Sends a request that may be repeated, again and again while that may help.
  ///
  /// @return the last answer, whatever its status
  /// @throws Failure (unreachable) when no attempt brought an answer
  public Response send(Request request) {
    return again(request, retry());
  }

  /// The same, the first answer being there already.
  public Response send(Request request, Response first) {
    var retry = retry();
    return first.temporary() && pause(retry, request, first) ? again(request, retry) : first;
  }

  private Response again(Request request, Retry retry) {
    while (true) {
      var start = System.nanoTime();
      try {
        var response = once(request);
        if (!response.temporary() || !pause(retry, request, response)) {
          return response;
        }
      } catch (IOException e) {
        retry.charge(Duration.ofNanos(System.nanoTime() - start));
        if (!mayHelp(request.uri(), e) || !retry.pause("")) {
          throw Unreachable.because(request.uri(), silent(request.uri(), e));
        }
      }
    }
  }

  /// Says once of each server that it is waited for.
  private void silent(URI uri) {
    var server = uri.getHost() + ":" + Unreachable.port(uri);
    if (awaited.add(server)) {
      log.note("%s has not answered for %d s".formatted(server, Exchange.SILENCE.toSeconds()));
    }
  }

  /// A server that asks for a certificate and then breaks the connection has said why.
  private IOException silent(URI uri, IOException cause) {
    var said = TlsTrouble.of(cause).filter(trouble -> trouble != TlsTrouble.OTHER);
    if (said.isPresent() || !clients.askedForCertificate(uri)) {
      return cause;
    }
    var missing = new SSLException("certificate_required: asked for one, and broke the connection");
    missing.initCause(cause);
    return missing;
  }

  /// Sends a request a single time.
  ///
  /// @throws IOException when there is no answer
  public Response once(Request request) throws IOException {
    var uri = request.uri();
    var client = clients.client(uri);
    try {
      return attempt(request, client);
    } catch (IOException e) {
      var other = clients.after(uri, e, answered.contains(uri.getAuthority()));
      if (other.equals(client)) {
        throw e;
      }
      return attempt(request, other);
    }
  }

  private Response attempt(Request request, HttpClient client) throws IOException {
    var start = System.nanoTime();
    sent.incrementAndGet();
    try (var exchange = new Exchange(request, timeouts.answer(), () -> silent(request.uri()))) {
      var response = exchange.over(client, proxies.authorization(request.uri()));
      answered.add(request.uri().getAuthority());
      log.trace(() -> line(request, String.valueOf(response.status()), start));
      return response;
    } catch (IOException e) {
      var blamed = ProxyDown.blame(proxies, request, e);
      log.trace(() -> line(request, Unreachable.words(request.uri(), blamed), start));
      throw blamed;
    }
  }

  /// Sends a request a single time whose answer goes on without an end; its lines may be as long as
  /// the request's limit.
  ///
  /// @return empty when the server answers with anything but success
  /// @throws IOException when there is no answer
  public Optional<LineStream> follow(Request request) throws IOException {
    var start = System.nanoTime();
    sent.incrementAndGet();
    try (var exchange = new Exchange(request, timeouts.answer(), () -> {})) {
      var answer =
          exchange.begin(clients.client(request.uri()), proxies.authorization(request.uri()));
      log.trace(() -> line(request, answer.statusCode() + ", following", start));
      if (answer.statusCode() / 100 == 2) {
        return Optional.of(answer.body());
      }
      answer.body().close();
      return Optional.empty();
    }
  }

  /// The pauses for a request that the caller repeats in its own way.
  public Retry retry() {
    return new Retry(timeouts, host);
  }

  /// How many requests were sent so far, repeated ones included.
  public int sent() {
    return sent.get();
  }

  private boolean pause(Retry retry, Request request, Response response) {
    log.trace(() ->
        "%s answers %d%s"
            .formatted(
                request.uri().getHost(),
                response.status(),
                response.header("Retry-After").map(s -> ", retry after " + s).orElse("")));
    return retry.pause(response.header("Retry-After").orElse(""));
  }

  /// A host that has answered before may be back in a moment; for one that never did, and for a
  /// certificate that is not trusted, waiting only delays the message.
  private boolean mayHelp(URI uri, IOException cause) {
    return !Unreachable.lasting(cause)
        && (answered.contains(uri.getAuthority()) || !Unreachable.atOnce(cause));
  }

  private static String line(Request request, String outcome, long start) {
    var millis = (System.nanoTime() - start) / 1_000_000;
    return "%s %s: %s in %d ms"
        .formatted(request.method(), Redaction.uri(request.uri()), outcome, millis);
  }

  @Override
  public void close() {
    clients.close();
  }
}
