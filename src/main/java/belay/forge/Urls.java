package belay.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/// Parts of addresses.
final class Urls {
  private Urls() {}

  /// One part of a path or of a query.
  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /// A path whose slashes stay.
  static String path(String text) {
    return encode(text).replace("%2F", "/");
  }
}
