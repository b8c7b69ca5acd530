package belay.argocd;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How an Argo CD is reached.
///
/// @param namespace where its Application objects are; that of Argo CD itself by default
/// @param project asked about where Argo CD would otherwise not say whether an Application exists
/// @param tls whom to trust besides the system's authorities
/// @param pace how often things are looked at
public record ArgoCdSettings(
    ServerAddress server, String namespace, String project, Tls tls, Pace pace) {
  /// The namespace that Argo CD itself is in, nearly everywhere.
  static final String USUAL_NAMESPACE = "argocd";

  /// Trust and identity.
  ///
  /// @param caFile certificates (PEM) to trust besides the system's
  /// @param clientCertificate the certificate chain (PEM) this side shows
  /// @param clientKey its private key (PEM)
  public record Tls(
      Optional<Path> caFile, Optional<Path> clientCertificate, Optional<Path> clientKey) {}

  /// How often things are looked at.
  ///
  /// @param poll between two looks, where Argo CD's stream cannot be had
  /// @param silence how long the stream may be silent before it counts as broken
  /// @param answer how long one answer may take
  public record Pace(Duration poll, Duration silence, Duration answer) {
    /// A look each three seconds; Argo CD breaks its silence each fifteen.
    public static Pace usual() {
      return new Pace(Duration.ofSeconds(3), Duration.ofSeconds(45), Duration.ofSeconds(30));
    }
  }
}
