package belay.net;

import belay.host.Log;
import belay.net.proxy.Proxies;
import belay.net.tls.NoTls;
import belay.net.tls.Tls;
import belay.net.tls.TlsIdentity;
import belay.net.tls.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// The JDK's clients, each made when it is first needed: one without TLS, which never touches the
/// certificate stores (130 to 230 ms), and one for each kind of trust.
final class Clients implements AutoCloseable {
  private final Trust trust;
  private final Proxies proxies;
  private final Timeouts timeouts;
  private final Log log;
  private final ConcurrentMap<TlsIdentity, HttpClient> byIdentity = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private @Nullable HttpClient plain;

  Clients(Trust trust, Proxies proxies, Timeouts timeouts, Log log) {
    this.log = log;
    this.trust = trust;
    this.proxies = proxies;
    this.timeouts = timeouts;
  }

  HttpClient client(URI uri) {
    if (!"https".equals(uri.getScheme())) {
      return plain();
    }
    return byIdentity.computeIfAbsent(
        trust.identity(uri.getAuthority()),
        identity -> {
          var context = Tls.context(identity, log, asked);
          return make(context, context.getDefaultSSLParameters());
        });
  }

  /// Whether a server asked for a certificate, and none could be shown.
  boolean askedForCertificate(URI uri) {
    return asked.contains(uri.getHost() + ":" + Unreachable.port(uri));
  }

  private synchronized HttpClient plain() {
    var client = plain == null ? make(new NoTls(), new SSLParameters()) : plain;
    plain = client;
    return client;
  }

  private HttpClient make(SSLContext context, SSLParameters parameters) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeouts.connect())
        .proxy(proxies)
        .sslContext(context)
        .sslParameters(parameters)
        .build();
  }

  /// An open client delays the end of the process by 300 ms.
  @Override
  public synchronized void close() {
    if (plain != null) {
      plain.shutdownNow();
      plain = null;
    }
    byIdentity.values().forEach(HttpClient::shutdownNow);
    byIdentity.clear();
  }
}
