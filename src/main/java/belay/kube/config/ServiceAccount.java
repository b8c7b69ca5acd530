package belay.kube.config;

import belay.host.Host;
import belay.net.tls.PemSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The account that a Pod has in its own cluster.
final class ServiceAccount {
  private static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private ServiceAccount() {}

  /// Empty where this is no Pod.
  static Optional<ClusterAccess> access(Host host) {
    return access(host, FOLDER);
  }

  /// @param folder where Kubernetes puts the account's files
  static Optional<ClusterAccess> access(Host host, Path folder) {
    var name = host.env("KUBERNETES_SERVICE_HOST");
    var port = host.env("KUBERNETES_SERVICE_PORT");
    var token = folder.resolve("token");
    if (name.isEmpty() || port.isEmpty() || !Files.isReadable(token)) {
      return Optional.empty();
    }
    var address = name.get().contains(":") ? "[" + name.get() + "]" : name.get();
    return Optional.of(
        new ClusterAccess(
            "in-cluster",
            URI.create("https://%s:%s".formatted(address, port.get())),
            List.of(new PemSource.File(folder.resolve("ca.crt"))),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new ClusterLogin.TokenFile(token),
            Map.of()));
  }
}
