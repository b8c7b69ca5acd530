package belay.git;

import java.util.Comparator;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/// Reads `http.*`, where `http.<url>.*` with the longest matching URL wins, as in git.
final class HttpSettings {
  private HttpSettings() {}

  static Optional<String> get(UserConfig config, GitUrl url, String name) {
    return config.subsections("http").stream()
        .filter(prefix -> matches(prefix, url))
        .sorted(Comparator.comparingInt(String::length).reversed())
        .flatMap(prefix -> config.get("http", Optional.of(prefix), name).stream())
        .findFirst()
        .or(() -> config.get("http", name));
  }

  private static boolean matches(String prefix, GitUrl url) {
    try {
      var uri = new URIish(prefix);
      var path = Optional.ofNullable(uri.getPath()).orElse("/").replaceAll("/+$", "");
      var own = Optional.ofNullable(url.uri().getPath()).orElse("/");
      return url.scheme().equals(uri.getScheme())
          && url.host().equalsIgnoreCase(uri.getHost())
          && uri.getPort() == url.uri().getPort()
          && (own.equals(path) || own.startsWith(path + "/"));
    } catch (java.net.URISyntaxException _) {
      return false;
    }
  }
}
