package belay.cli.option;

import belay.registry.RegistrySettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How registries, and Argo CD, are reached. Credentials are found where docker and podman keep
/// them.
public final class RegistryOptions {
  List<String> plainHttp = List.of();
  Optional<Path> caFile = Optional.empty();
  Optional<Path> clientCertificate = Optional.empty();
  Optional<Path> clientKey = Optional.empty();

  /// Adds them to a command.
  public void declare(Usage usage) {
    var every = usage.forEveryCommand(this);
    every.separated(
        "--plain-http",
        "HOST",
        "HTTP without TLS to this server; repeatable.",
        Binding.list(String.class, v -> plainHttp = v));
    every.option(
        "--ca-file",
        "PEM",
        "Trust these certificate authorities, too.",
        Binding.optional(Path.class, v -> caFile = v));
    every.option(
        "--client-cert",
        "PEM",
        "The client certificate (mutual TLS).",
        Binding.optional(Path.class, v -> clientCertificate = v));
    every.option(
        "--client-key",
        "PEM",
        "The key of the client certificate.",
        Binding.optional(Path.class, v -> clientKey = v));
  }

  /// The flags as the settings of registries.
  public RegistrySettings settings() {
    var defaults = RegistrySettings.defaults();
    Set<String> plain = new HashSet<>(plainHttp);
    return new RegistrySettings(plain, caFile, clientCertificate, clientKey, defaults.parallel());
  }
}
