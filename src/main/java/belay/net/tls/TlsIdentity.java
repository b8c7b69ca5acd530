package belay.net.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whom we trust and who we are towards one host. Hosts with the same share a client.
///
/// @param trust who has to have signed the server's certificate
/// @param authorities files of certificates (PEM), and folders of such files
/// @param certificate this side's certificate chain (PEM)
/// @param key its private key (PEM)
public record TlsIdentity(
    Trusted trust, List<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
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
