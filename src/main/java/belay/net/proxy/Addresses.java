package belay.net.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Where an address lies. A registry must not lead us into networks that it is not part of itself:
/// a token realm or a redirect to `169.254.169.254` would read the cloud's credentials for it.
public final class Addresses {
  private Addresses() {}

  /// The networks that matter here.
  enum Network {
    PUBLIC,
    PRIVATE,
    LOOPBACK,
    LINK_LOCAL
  }

  /// Whether a server at `from` may send us to `to`: to itself, to the public Internet, or to the
  /// network that it is in. Names are resolved first; one that has no address here is for a proxy
  /// to judge, or fails when it is connected to.
  public static boolean mayLead(URI from, URI to) {
    if (from.getHost() != null && from.getHost().equalsIgnoreCase(to.getHost())) {
      return true;
    }
    var targets = networks(to);
    targets.remove(Network.PUBLIC);
    return targets.isEmpty() || networks(from).containsAll(targets);
  }

  /// Whether a name is this machine by definition (RFC 6761), or an address of its loopback.
  public static boolean isLoopback(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    return isLiteral(name) && networks(URI.create("http://" + host)).contains(Network.LOOPBACK);
  }

  /// Whether a host is written as an address: nothing needs to be looked up for it.
  static boolean isLiteral(String host) {
    return host.startsWith("[")
        || (!host.isEmpty()
            && Character.isDigit(host.charAt(0))
            && host.chars().allMatch(c -> c == '.' || Character.isDigit(c)));
  }

  private static Set<Network> networks(URI uri) {
    var networks = EnumSet.noneOf(Network.class);
    var host = uri.getHost();
    if (host == null) {
      return networks;
    }
    try {
      for (var address : InetAddress.getAllByName(host)) {
        networks.add(network(address));
      }
    } catch (UnknownHostException _) {
      // no address, no network
    }
    return networks;
  }

  static Network network(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return Network.LOOPBACK;
    }
    if (address.isLinkLocalAddress()) {
      return Network.LINK_LOCAL;
    }
    return address.isSiteLocalAddress() || address.isMulticastAddress() || isReserved(address)
        ? Network.PRIVATE
        : embedded(address);
  }

  /// 0.0.0.0/8, 100.64.0.0/10 (carrier-grade NAT), 192.0.0.0/24, 198.18.0.0/15, 240.0.0.0/4 and
  /// fc00::/7, which the JDK counts as public.
  private static boolean isReserved(InetAddress address) {
    var bytes = address.getAddress();
    var first = bytes[0] & 0xff;
    var second = bytes[1] & 0xff;
    if (address instanceof Inet6Address) {
      return (first & 0xfe) == 0xfc;
    }
    return first == 0
        || first >= 240
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 192 && second == 0 && bytes[2] == 0)
        || (first == 198 && (second & 0xfe) == 18);
  }

  /// An IPv4 address may travel inside an IPv6 one: 64:ff9b::/96 (NAT64), 2002::/16 (6to4).
  private static Network embedded(InetAddress address) {
    var bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return Network.PUBLIC;
    }
    if (bytes[0] == 0
        && bytes[1] == 0x64
        && (bytes[2] & 0xff) == 0xff
        && (bytes[3] & 0xff) == 0x9b) {
      return network(ipv4(bytes, 12));
    }
    return bytes[0] == 0x20 && bytes[1] == 0x02 ? network(ipv4(bytes, 2)) : Network.PUBLIC;
  }

  private static InetAddress ipv4(byte[] bytes, int at) {
    try {
      return InetAddress.getByAddress(
          new byte[] {bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
