package belay.git;

import belay.failure.Failure;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.transport.HttpConfig;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/// Opens the connections to one server as git's `http.*` settings say: extra headers, certificates,
/// proxy. What identifies the user goes to this server only, wherever it redirects.
final class HttpConnections implements HttpConnectionFactory {
  private final Host host;
  private final UserConfig config;
  private final GitUrl url;
  private final Log log;
  private final HttpTrust trust;
  private final HttpProxy proxies;
  private final Map<String, String> extra;
  private final Map<ProxyAddress, ProxyLogin> logins = new ConcurrentHashMap<>();

  /// Connections that somebody still holds.
  private final Set<HttpURLConnection> open =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  HttpConnections(Host host, Log log, UserConfig config, GitUrl url) {
    this.host = host;
    this.config = config;
    this.url = url;
    this.log = log;
    this.trust = new HttpTrust(host, log, config, url);
    this.proxies = new HttpProxy(host, config, url);
    this.extra = headers(new HttpConfig(config.jgit(), url.uri()));
  }

  /// `Name: value`; an empty value clears what was configured before it.
  private static Map<String, String> headers(HttpConfig http) {
    var headers = new LinkedHashMap<String, String>();
    for (var header : http.getExtraHeaders()) {
      var colon = header.indexOf(':');
      if (colon > 0) {
        headers.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
      } else if (header.isEmpty()) {
        headers.clear();
      }
    }
    return headers;
  }

  /// Whether git's configuration itself says who the user is, as CI checkouts leave it there.
  boolean identifies() {
    return extra.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
  }

  @Override
  public HttpConnection create(URL target) throws IOException {
    return create(target, Proxy.NO_PROXY);
  }

  /// @param usual what Java's own properties say, which git knows nothing of
  @Override
  public HttpConnection create(URL target, Proxy usual) throws IOException {
    var home = url.isSameServer(new GitUrl(new URIish(target)));
    log.trace(() -> "git: " + GitUrl.redact(target.toString()));
    var connection =
        new GuardedConnection(target, line(target, home), home ? List.of() : secrets());
    if (home) {
      extra.forEach(connection::setRequestProperty);
    }
    return connection;
  }

  private List<String> secrets() {
    return Stream.concat(Stream.of("Authorization", "Cookie"), extra.keySet().stream()).toList();
  }

  private Line line(URL target, boolean home) {
    var sockets =
        target.getProtocol().equals("https")
            ? Optional.of(home ? trust.home() : trust.elsewhere())
            : Optional.<SSLSocketFactory>empty();
    var proxy = proxies.to(target);
    if (proxy.isEmpty()) {
      return new Line(Proxy.NO_PROXY, Optional.empty(), sockets, open::add);
    }
    var login = logins.computeIfAbsent(proxy.get(), this::login);
    login.begin();
    return new Line(proxy.get().proxy(), Optional.of(login), sockets, open::add);
  }

  private ProxyLogin login(ProxyAddress proxy) {
    log.explain(() ->
        "the way to %s leads over the proxy %s (%s)".formatted(url.host(), proxy, proxy.setting()));
    return ProxyLogin.of(host, config, url, proxy);
  }

  /// Ends what still runs, when the time is up. To close an answer may take as long as to read it,
  /// so nobody waits for that.
  void cut() {
    synchronized (open) {
      open.forEach(connection -> Thread.ofVirtual().start(connection::disconnect));
    }
  }

  /// What went wrong before the server heard us; empty where it did.
  Optional<Failure> explain(List<Throwable> chain, String words) {
    var trouble = new HttpTrouble(url, trust.authorities(), trust.missesCertificate());
    return logins.keySet().stream()
        .flatMap(proxy -> trouble.proxy(proxy, chain, words).stream())
        .findFirst()
        .or(() -> trouble.tls(chain, words));
  }

  @Override
  public String toString() {
    return "connections to " + url.host().toLowerCase(Locale.ROOT);
  }
}
