package belay.net;

import belay.host.Log;
import belay.net.proxy.Proxies;
import belay.net.tls.ClientHello;
import belay.net.tls.NoTls;
import belay.net.tls.Tls;
import belay.net.tls.TlsIdentity;
import belay.net.tls.TlsTrouble;
import belay.net.tls.Trust;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// The JDK's clients, each made when it is first needed: one without TLS, which never touches the
/// certificate stores (130 to 230 ms), and one for each kind of trust and of greeting.
final class Clients implements AutoCloseable {
  private final Trust trust;
  private final Proxies proxies;
  private final Timeouts timeouts;
  private final Log log;
  private final ConcurrentMap<String, HttpClient> byServer = new ConcurrentHashMap<>();
  private final List<Greeted> greeted = new ArrayList<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Set<String> offeredEverything = ConcurrentHashMap.newKeySet();
  private @Nullable HttpClient plain;

  Clients(Trust trust, Proxies proxies, Timeouts timeouts, Log log) {
    this.log = log;
    this.trust = trust;
    this.proxies = proxies;
    this.timeouts = timeouts;
  }

  /// How TLS begins with a server.
  private record Greeting(TlsIdentity identity, ClientHello hello) {}

  private record Greeted(Greeting greeting, HttpClient client) {}

  HttpClient client(URI uri) {
    if (!isTls(uri)) {
      return plain();
    }
    var server = uri.getAuthority();
    var hello = offeredEverything.contains(server) ? ClientHello.EVERY_GROUP : ClientHello.X25519;
    return byServer.computeIfAbsent(
        hello + " " + server, _ -> client(new Greeting(trust.identity(server), hello)));
  }

  /// Servers that are greeted alike share a client. The first one is compared with nothing, which
  /// would take 5 ms.
  private synchronized HttpClient client(Greeting greeting) {
    for (var known : greeted) {
      if (known.greeting.equals(greeting)) {
        return known.client;
      }
    }
    var client = make(Tls.context(greeting.identity(), greeting.hello(), log, asked));
    greeted.add(new Greeted(greeting, client));
    return client;
  }

  private static boolean isTls(URI uri) {
    return "https".equals(uri.getScheme());
  }

  /// The client to ask a server with after a failure: another one where the handshake broke and the
  /// server is offered more from now on. One that has never answered may break it without a word.
  HttpClient after(URI uri, IOException cause, boolean answeredBefore) {
    var before = client(uri);
    if (isTls(uri) && (TlsTrouble.isBrokenHandshake(cause) || isReset(cause, answeredBefore))) {
      offeredEverything.add(uri.getAuthority());
    }
    return TlsTrouble.isBrokenHandshake(cause) ? client(uri) : before;
  }

  private static boolean isReset(IOException cause, boolean answeredBefore) {
    return !answeredBefore && cause instanceof SocketException && !Unreachable.atOnce(cause);
  }

  /// Whether a server asked for a certificate, and none could be shown.
  boolean askedForCertificate(URI uri) {
    return asked.contains(uri.getHost() + ":" + Unreachable.port(uri));
  }

  private synchronized HttpClient plain() {
    var client = plain == null ? make(new NoTls()) : plain;
    plain = client;
    return client;
  }

  private HttpClient make(SSLContext context) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeouts.connect())
        .proxy(proxies)
        .sslContext(context)
        .sslParameters(new SSLParameters())
        .build();
  }

  /// An open client delays the end of the process by 300 ms.
  @Override
  public synchronized void close() {
    if (plain != null) {
      plain.shutdownNow();
      plain = null;
    }
    greeted.forEach(known -> known.client.shutdownNow());
    greeted.clear();
    byServer.clear();
  }
}
