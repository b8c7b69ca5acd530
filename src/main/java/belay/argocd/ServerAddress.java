package belay.argocd;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.net.proxy.Addresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where an Argo CD API server is.
///
/// @param base its address, without a slash at the end; a path stands where it lives below one
public record ServerAddress(URI base) {
  private static final int HTTPS = 443;

  /// Reads `host[:port][/path]`, which is reached by TLS, or an `https://` or `http://` URL.
  ///
  /// @throws Failure (usage) where it is neither
  public static ServerAddress parse(String text) {
    if (text.contains("@") || text.contains("?")) {
      throw Secrets.refused("the address of the Argo CD server");
    }
    var whole = text.contains("://") ? text : "https://" + text;
    try {
      var uri = new URI(whole.replaceAll("/+$", ""));
      if (uri.getHost() == null || !isWeb(uri) || isMore(uri)) {
        throw notOne(text);
      }
      return new ServerAddress(uri);
    } catch (URISyntaxException e) {
      throw notOne(text);
    }
  }

  private static boolean isWeb(URI uri) {
    return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
  }

  private static boolean isMore(URI uri) {
    return uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null;
  }

  /// `host[:port][/path]`, without the usual port: what `argocd login` keeps a server under.
  public String name() {
    var host = base.getHost().toLowerCase(Locale.ROOT);
    var usual = base.getPort() < 0 || base.getPort() == HTTPS;
    return (usual ? host : host + ":" + base.getPort()) + base.getRawPath();
  }

  public boolean isPlain() {
    return "http".equals(base.getScheme());
  }

  /// Whether what is said to it stays on this machine.
  public boolean isLoopback() {
    return Addresses.isLoopback(base.getHost());
  }

  /// The same server, spoken to without TLS.
  public ServerAddress plain() {
    return parse("http://" + base.toString().substring(base.toString().indexOf("://") + 3));
  }

  /// The address of one call of the API; `path` is encoded already. Where it tells its version.
  URI version() {
    return URI.create(base + "/api/version");
  }

  URI call(String path) {
    return URI.create(base + "/api/v1/" + path);
  }

  @Override
  public String toString() {
    return base.toString();
  }

  private static Failure notOne(String text) {
    return new Failure(
        Kind.USAGE,
        "not an Argo CD server: \"%s\"".formatted(text),
        "write it as argocd.example.com, or https://argocd.example.com/path");
  }
}
