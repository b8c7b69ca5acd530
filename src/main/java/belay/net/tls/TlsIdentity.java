package belay.net.tls;

import java.util.List;
import java.util.Optional;

/// Whom we trust and who we are towards one host. Hosts with the same share a client.
///
/// @param trust who has to have signed the server's certificate
/// @param authorities their certificates
/// @param certificate this side's certificate chain
/// @param key its private key
/// @param serverName the name that the server's certificate has to have; empty for the one it is
///   called by
public record TlsIdentity(
    Trusted trust,
    List<PemSource> authorities,
    Optional<PemSource> certificate,
    Optional<PemSource> key,
    Optional<String> serverName) {
  /// The identity towards a server that has the name it is called by.
  public TlsIdentity(
      Trusted trust,
      List<PemSource> authorities,
      Optional<PemSource> certificate,
      Optional<PemSource> key) {
    this(trust, authorities, certificate, key, Optional.empty());
  }

  /// Who is trusted.
  public enum Trusted {
    /// The authorities, Java's own and the system's.
    AUTHORITIES_AND_SYSTEM,
    /// The authorities and nobody else.
    AUTHORITIES_ALONE,
    /// Everybody, whatever name the certificate has.
    ANYBODY
  }

  public TlsIdentity {
    authorities = List.copyOf(authorities);
  }
}
