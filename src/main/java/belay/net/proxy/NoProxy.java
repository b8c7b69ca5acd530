package belay.net.proxy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/// The hosts that are reached without a proxy: `*`, a domain with all below it, `.domain` with only
/// those below it, an address, or a range of addresses, each but the last with a port if wanted.
public final class NoProxy {
  private final List<String> entries;

  public NoProxy(String value) {
    this.entries =
        value.isBlank()
            ? List.of()
            : List.of(value.strip().toLowerCase(Locale.ROOT).split("[,\\s]+"));
  }

  /// Whether an address is reached without a proxy.
  public boolean cover(URI uri) {
    var host = uri.getHost().toLowerCase(Locale.ROOT);
    return entries.stream().anyMatch(entry -> covers(entry, host, port(uri)));
  }

  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.indexOf('/') >= 0) {
      return inRange(entry, host);
    }
    var colon = entry.lastIndexOf(':');
    var bare = entry;
    if (colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']')) {
      if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
        return false;
      }
      bare = entry.substring(0, colon);
    }
    return matches(bare, host);
  }

  private static boolean matches(String entry, String host) {
    if (entry.startsWith("*.")) {
      return host.endsWith(entry.substring(1));
    }
    if (entry.startsWith(".")) {
      return host.endsWith(entry);
    }
    return host.equals(entry)
        || host.equals("[" + entry + "]")
        || (!entry.isEmpty() && host.endsWith("." + entry));
  }

  private static boolean inRange(String range, String host) {
    if (!Addresses.isLiteral(host)) {
      return false;
    }
    var slash = range.indexOf('/');
    var network = range.substring(0, slash);
    if (!network.contains(":") && !Addresses.isLiteral(network)) {
      return false; // a name here would be looked up
    }
    try {
      var bits = Integer.parseInt(range.substring(slash + 1));
      var base = InetAddress.getByName(network).getAddress();
      var address = InetAddress.getByName(host).getAddress();
      return base.length == address.length && samePrefix(base, address, bits);
    } catch (UnknownHostException | NumberFormatException _) {
      return false;
    }
  }

  private static boolean samePrefix(byte[] base, byte[] address, int bits) {
    for (var bit = 0; bit < Math.min(bits, base.length * Byte.SIZE); bit++) {
      var mask = 0x80 >> (bit % Byte.SIZE);
      var at = bit / Byte.SIZE;
      if ((base[at] & mask) != (address[at] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }
}
