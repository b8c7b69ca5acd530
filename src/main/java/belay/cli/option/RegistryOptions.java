package belay.cli.option;

import belay.registry.RegistrySettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// How registries, and Argo CD, are reached. Credentials are found where docker and podman keep
/// them.
public final class RegistryOptions {
  @Option(
      names = "--plain-http",
      paramLabel = "HOST",
      split = ",",
      description = "HTTP without TLS to this server; repeatable.")
  List<String> plainHttp = List.of();

  @Option(
      names = "--ca-file",
      paramLabel = "PEM",
      description = "Trust these certificate authorities, too.")
  Optional<Path> caFile = Optional.empty();

  @Option(
      names = "--client-cert",
      paramLabel = "PEM",
      description = "The client certificate (mutual TLS).")
  Optional<Path> clientCertificate = Optional.empty();

  @Option(
      names = "--client-key",
      paramLabel = "PEM",
      description = "The key of the client certificate.")
  Optional<Path> clientKey = Optional.empty();

  /// The flags as the settings of registries.
  public RegistrySettings settings() {
    var defaults = RegistrySettings.defaults();
    Set<String> plain = new HashSet<>(plainHttp);
    return new RegistrySettings(plain, caFile, clientCertificate, clientKey, defaults.parallel());
  }
}
