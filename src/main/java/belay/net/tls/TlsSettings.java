package belay.net.tls;

import java.nio.file.Path;
import java.util.Optional;

/// Trust and identity beyond what the system and the usual folders say.
///
/// @param caFile certificates (PEM) to trust besides the system's
/// @param clientCertificate the certificate chain (PEM) this side shows
/// @param clientKey its private key (PEM); empty when it stands in the same file
public record TlsSettings(
    Optional<Path> caFile, Optional<Path> clientCertificate, Optional<Path> clientKey) {
  /// Nothing said: the system's authorities, no client certificate.
  public static TlsSettings none() {
    return new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
