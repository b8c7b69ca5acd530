package belay.kube.config;

import belay.net.tls.PemSource;
import belay.net.tls.TlsIdentity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One cluster and who asks it.
///
/// @param name what people call it: the context's name
/// @param server the address of its API
/// @param authorities who has to have signed the server's certificate; none for the system's
/// @param insecure whether the server is trusted whoever it is
/// @param serverName the name in the server's certificate, where it is not the address
/// @param proxy the way there
/// @param certificate the client's certificate
/// @param key its private key
/// @param login how who asks is known besides
/// @param headers what every request carries
public record ClusterAccess(
    String name,
    URI server,
    List<PemSource> authorities,
    boolean insecure,
    Optional<String> serverName,
    Optional<String> proxy,
    Optional<PemSource> certificate,
    Optional<PemSource> key,
    ClusterLogin login,
    Map<String, String> headers) {
  public ClusterAccess {
    authorities = List.copyOf(authorities);
    headers = Map.copyOf(headers);
  }

  /// Whom to trust, and who we are.
  ///
  /// @param shown the client's certificate
  /// @param secret its private key
  public TlsIdentity identity(Optional<PemSource> shown, Optional<PemSource> secret) {
    var trusted = TlsIdentity.Trusted.AUTHORITIES_AND_SYSTEM;
    if (insecure) {
      trusted = TlsIdentity.Trusted.ANYBODY;
    } else if (!authorities.isEmpty()) {
      trusted = TlsIdentity.Trusted.AUTHORITIES_ALONE;
    }
    return new TlsIdentity(trusted, authorities, shown, secret.or(() -> shown), serverName);
  }
}
