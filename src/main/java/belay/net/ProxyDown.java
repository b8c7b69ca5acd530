package belay.net;

import belay.net.proxy.Proxies;
import belay.net.proxy.ProxyServer;
import java.io.IOException;
import java.net.ConnectException;

/// The way to a server led over a proxy, and that one gave no connection: the JDK's own exceptions
/// look the same as if the server were down.
final class ProxyDown extends ConnectException {
  private ProxyDown(ProxyServer proxy, IOException cause) {
    super("no connection to the proxy " + proxy);
    initCause(cause);
  }

  /// The cause itself, or the proxy as the culprit where no connection came about.
  static IOException blame(Proxies proxies, Request request, IOException cause) {
    return proxies
        .proxyFor(request.uri())
        .filter(_ -> Unreachable.atOnce(cause))
        .<IOException>map(proxy -> new ProxyDown(proxy, cause))
        .orElse(cause);
  }
}
