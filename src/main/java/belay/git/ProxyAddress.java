package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A proxy as a setting names it.
///
/// @param setting where it was named, such as `http.proxy`
record ProxyAddress(
    String setting,
    Proxy.Type type,
    String host,
    int port,
    Optional<String> user,
    Optional<String> password) {
  /// curl's, which git uses.
  private static final int USUAL_PORT = 1080;

  /// The user information ends at the last `@`: people do not always write `%40` in a password.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:([A-Za-z0-9]+)://)?(?:([^/]*)@)?(\\[[^]/]+]|[^/:@\\[]+)(?::(\\d{1,5}))?(?:/.*)?");

  static ProxyAddress parse(String setting, String text) {
    var address = ADDRESS.matcher(text.strip());
    if (!address.matches()) {
      throw unusable(setting);
    }
    var scheme = Optional.ofNullable(address.group(1)).orElse("http").toLowerCase(Locale.ROOT);
    var type = type(setting, scheme);
    var info = Optional.ofNullable(address.group(2)).filter(given -> !given.isEmpty());
    if (type == Proxy.Type.SOCKS && info.isPresent()) {
      throw unusable(setting);
    }
    var port = Optional.ofNullable(address.group(4)).map(Integer::valueOf).orElse(USUAL_PORT);
    if (port > 65535) {
      throw unusable(setting);
    }
    return new ProxyAddress(
        setting,
        type,
        address.group(3),
        port,
        info.map(both -> decoded(both.replaceFirst(":.*", ""))),
        info.filter(both -> both.contains(":"))
            .map(both -> decoded(both.substring(both.indexOf(':') + 1))));
  }

  private static Proxy.Type type(String setting, String scheme) {
    return switch (scheme) {
      case "http" -> Proxy.Type.HTTP;
      case "socks", "socks4", "socks4a", "socks5", "socks5h" -> Proxy.Type.SOCKS;
      default -> throw unusable(setting);
    };
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a per cent sign that stands for itself
    }
  }

  /// The value may hold a password, so it is not quoted.
  private static Failure unusable(String setting) {
    return new Failure(
        Kind.USAGE,
        "%s does not name a proxy that git can be reached through".formatted(setting),
        "write it as http://[user:password@]host:port or socks5://host:port; proxies behind TLS,"
            + " and passwords for SOCKS, are not supported");
  }

  Proxy proxy() {
    return new Proxy(type, new InetSocketAddress(host, port));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
