package belay.git;

import belay.host.Host;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;

/// The way to a server as git finds it: `http.proxy`, `https_proxy`, `http_proxy`, `all_proxy`,
/// except for the hosts in `no_proxy`.
final class HttpProxy {
  private static final int USUAL_PORT = 1080;

  private final Host host;
  private final UserConfig config;
  private final GitUrl url;

  HttpProxy(Host host, UserConfig config, GitUrl url) {
    this.host = host;
    this.config = config;
    this.url = url;
  }

  Proxy through(URL target, Proxy usual) {
    if (excepted(target.getHost())) {
      return Proxy.NO_PROXY;
    }
    return HttpSettings.get(config, url, "proxy")
        .or(() -> either(target.getProtocol() + "_proxy"))
        .or(() -> either("all_proxy"))
        .filter(proxy -> !proxy.isBlank())
        .map(HttpProxy::parse)
        .orElse(usual);
  }

  /// curl, which git uses, reads `http_proxy` in small letters only: a web server's CGI scripts get
  /// `HTTP_PROXY` from whoever sends a `Proxy:` header.
  private Optional<String> either(String name) {
    return host.env(name)
        .or(() ->
            name.equals("http_proxy") ? Optional.empty() : host.env(name.toUpperCase(Locale.ROOT)));
  }

  private boolean excepted(String name) {
    for (var entry : either("no_proxy").orElse("").split("[,\\s]+")) {
      var suffix = entry.replaceAll("^[*.]+", "").replaceAll(":\\d+$", "");
      if (entry.equals("*")
          || (!suffix.isEmpty()
              && (name.equalsIgnoreCase(suffix)
                  || name.toLowerCase(Locale.ROOT)
                      .endsWith("." + suffix.toLowerCase(Locale.ROOT))))) {
        return true;
      }
    }
    return false;
  }

  private static Proxy parse(String text) {
    var uri = URI.create(text.contains("://") ? text : "http://" + text);
    var type = uri.getScheme().startsWith("socks") ? Proxy.Type.SOCKS : Proxy.Type.HTTP;
    return new Proxy(
        type, new InetSocketAddress(uri.getHost(), uri.getPort() > 0 ? uri.getPort() : USUAL_PORT));
  }
}
