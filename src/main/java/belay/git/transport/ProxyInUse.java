package belay.git.transport;

import belay.git.run.GitUrl;
import belay.host.Host;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The proxy on the way to a server, as git and curl find it. The first that is set counts; set to
/// nothing, it means no proxy.
///
/// @param setting where it was named, such as `http.proxy`
/// @param address `host:port`
record ProxyInUse(String setting, String address) {
  /// curl's, which git uses.
  private static final String USUAL_PORT = "1080";

  private static final Pattern ADDRESS =
      Pattern.compile("(?:[A-Za-z0-9]+://)?(?:.*@)?(\\[[^]/]+]|[^/:@\\[]*)(?::(\\d+))?(?:/.*)?");

  private record Named(String setting, String value) {}

  /// @param ofRemote `remote.<name>.proxy`
  /// @param ofHttp `http.proxy` for the URL
  static Optional<ProxyInUse> find(
      Host host, GitUrl url, Optional<String> ofRemote, Optional<String> ofHttp, String remote) {
    return ofRemote
        .map(value -> new Named("remote.%s.proxy".formatted(remote), value))
        .or(() -> ofHttp.map(value -> new Named("http.proxy", value)))
        .or(() -> either(host, url.scheme() + "_proxy"))
        .or(() -> either(host, "all_proxy"))
        .filter(named -> !named.value.isBlank())
        .map(named -> new ProxyInUse(named.setting, address(named.value.strip())));
  }

  /// Small letters come first. curl reads `http_proxy` in small letters only: a web server's CGI
  /// scripts get `HTTP_PROXY` from whoever sends a `Proxy:` header.
  private static Optional<Named> either(Host host, String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .filter(variable -> !variable.equals("HTTP_PROXY") && host.env().containsKey(variable))
        .findFirst()
        .map(variable -> new Named(variable, host.env().getOrDefault(variable, "")));
  }

  private static String address(String value) {
    var parts = ADDRESS.matcher(value);
    return parts.matches()
        ? parts.group(1) + ":" + Optional.ofNullable(parts.group(2)).orElse(USUAL_PORT)
        : "it names";
  }

  /// Whether curl speaks of it, and not of the server behind it.
  boolean isNamedIn(String words) {
    var colon = address.lastIndexOf(':');
    var host = colon < 0 ? address : address.substring(0, colon);
    var port = colon < 0 ? "" : address.substring(colon + 1);
    return words.contains("%s port %s".formatted(host, port))
        || words.toLowerCase(Locale.ROOT).contains("proxy");
  }
}
