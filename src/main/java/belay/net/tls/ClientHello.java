package belay.net.tls;

import java.util.List;

/// The groups that a client offers for the key exchange of a connection.
///
/// The JDK computes a share of the key for a group of each family that it offers, and the first one
/// on the curve P-256 needs a table that takes 60 ms. Nearly all servers know X25519, so that it is
/// offered alone at first; to a server that refuses this, everything is offered.
public enum ClientHello {
  X25519,
  EVERY_GROUP;

  /// Empty for those that the runtime offers, as where somebody has chosen them for it.
  List<String> groups() {
    return this == EVERY_GROUP || System.getProperty("jdk.tls.namedGroups") != null
        ? List.of()
        : List.of("x25519");
  }
}
