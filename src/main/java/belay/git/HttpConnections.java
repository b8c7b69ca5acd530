package belay.git;

import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jgit.transport.HttpConfig;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/// Opens the connections to one server as git's `http.*` settings say: extra headers, certificate
/// authorities, proxy. What identifies the user goes to this server only, wherever it redirects.
final class HttpConnections implements HttpConnectionFactory {
  private static final int LONGEST_CONNECT_MILLIS = 15_000;

  private final GitUrl url;
  private final Log log;
  private final HttpConfig http;
  private final HttpTrust trust;
  private final HttpProxy proxies;
  private final Map<String, String> extra;

  HttpConnections(Host host, Log log, UserConfig config, GitUrl url) {
    this.url = url;
    this.log = log;
    this.http = new HttpConfig(config.jgit(), url.uri());
    this.trust = new HttpTrust(host, log, config, url, http);
    this.proxies = new HttpProxy(host, config, url);
    this.extra = headers();
  }

  /// `Name: value`; an empty value clears what was configured before it.
  private Map<String, String> headers() {
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

  @Override
  public HttpConnection create(URL target, Proxy usual) throws IOException {
    var home = url.isSameServer(new GitUrl(new URIish(target)));
    log.trace(() -> "git: " + GitUrl.redact(target.toString()));
    var connection = new Guarded(target, proxies.through(target, usual), home);
    if (target.getProtocol().equals("https")) {
      try {
        trust.applyTo(connection);
      } catch (GeneralSecurityException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    if (home) {
      extra.forEach(connection::setRequestProperty);
    }
    return connection;
  }

  private final class Guarded extends JDKHttpConnection {
    private final boolean home;

    private Guarded(URL target, Proxy proxy, boolean home) throws IOException {
      super(target, proxy);
      this.home = home;
    }

    @Override
    public void setRequestProperty(String key, String value) {
      var secret =
          key.equalsIgnoreCase("Authorization")
              || key.equalsIgnoreCase("Cookie")
              || extra.keySet().stream().anyMatch(key::equalsIgnoreCase);
      if (home || !secret) {
        super.setRequestProperty(key, value);
      }
    }

    /// A server that does not answer at all is told from a slow one early.
    @Override
    public void setConnectTimeout(int millis) {
      super.setConnectTimeout(Math.min(millis, LONGEST_CONNECT_MILLIS));
    }
  }

  @Override
  public String toString() {
    return "connections to " + url.host().toLowerCase(Locale.ROOT);
  }
}
