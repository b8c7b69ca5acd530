package belay.net.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Base64;

/// A proxy.
///
/// @param authorization what it is shown, or nothing
public record ProxyServer(String host, int port, String authorization) {
  private static final int USUAL_PORT = 80;

  /// Reads `[http://][user:password@]host[:port]`.
  static ProxyServer parse(String variable, String value) {
    try {
      var uri = new URI(value.contains("://") ? value : "http://" + value);
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
        throw unusable(variable);
      }
      return new ProxyServer(
          uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), authorization(uri));
    } catch (URISyntaxException _) {
      throw unusable(variable); // the exception's own message would show the password
    }
  }

  private static String authorization(URI uri) {
    var user = uri.getRawUserInfo();
    if (user == null) {
      return "";
    }
    var plain = URLDecoder.decode(user.replace("+", "%2B"), UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
  }

  private static Failure unusable(String variable) {
    return new Failure(
        Kind.USAGE,
        "%s does not name an HTTP proxy".formatted(variable),
        "write it as http://[user:password@]host:port; proxies behind TLS or SOCKS are not"
            + " supported");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
