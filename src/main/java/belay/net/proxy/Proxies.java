package belay.net.proxy;

import belay.host.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Proxies by the environment, as curl and Go programs read it: `HTTPS_PROXY`, `HTTP_PROXY`,
/// `NO_PROXY`, and the same in lower case. Loopback is never proxied.
public final class Proxies extends ProxySelector {
  private final Host host;
  private final NoProxy exceptions;

  public Proxies(Host host) {
    this.host = host;
    this.exceptions = new NoProxy(variable("NO_PROXY").orElse(""));
    if (variable("HTTPS_PROXY").filter(value -> value.contains("@")).isPresent()) {
      // The JDK shows a password to a proxy for https only when its list of forbidden schemes is
      // empty, and reads the list when its first client is made.
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
  }

  /// The proxy that leads to an address; empty where none does.
  public Optional<ProxyServer> proxyFor(URI uri) {
    var variable = "https".equals(uri.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
    var value = variable(variable);
    if (value.isEmpty() || Addresses.isLoopback(uri.getHost()) || exceptions.cover(uri)) {
      return Optional.empty();
    }
    return Optional.of(ProxyServer.parse(variable, value.get()));
  }

  /// The value of `Proxy-Authorization` for a request; empty where there is none.
  public String authorization(URI uri) {
    return proxyFor(uri).map(ProxyServer::authorization).orElse("");
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        proxyFor(uri)
            .map(server ->
                new Proxy(Proxy.Type.HTTP, new InetSocketAddress(server.host(), server.port())))
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException cause) {
    // the request fails with the same cause
  }

  private Optional<String> variable(String name) {
    return host.env(name).or(() -> host.env(name.toLowerCase(Locale.ROOT)));
  }
}
