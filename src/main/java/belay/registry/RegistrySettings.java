package belay.registry;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// How to reach registries, where the usual does not do.
///
/// @param plainHttp hosts, each as `host` (any port) or `host:port`, that are spoken to without
///   TLS; loopback hosts need no entry
/// @param caFile certificates (PEM) that are trusted besides the system's
/// @param clientCertificate the certificate chain (PEM) that this side shows, for mutual TLS
/// @param clientKey the private key (PEM) of `clientCertificate`; empty when it stands in the same
///   file
/// @param parallel how many blobs are sent at once; twice as many references are resolved at once
public record RegistrySettings(
    Set<String> plainHttp,
    Optional<Path> caFile,
    Optional<Path> clientCertificate,
    Optional<Path> clientKey,
    int parallel) {
  private static final int DEFAULT_PARALLEL = 8;

  public RegistrySettings {
    plainHttp = Set.copyOf(plainHttp);
    parallel = Math.max(1, parallel);
  }

  /// What most people need: TLS but for loopback, the system's trust, eight blobs at once.
  public static RegistrySettings defaults() {
    return new RegistrySettings(
        Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_PARALLEL);
  }
}
