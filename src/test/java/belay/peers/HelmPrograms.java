package belay.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where helm, kustomize and kubectl are for tests: those built with the test cluster, whose
/// versions are Argo CD's own, else what registries have.
public final class HelmPrograms {
  private HelmPrograms() {}

  /// Helm 4.
  public static Path helm4() {
    return built("helm").orElseGet(Fetched::helm4);
  }

  /// kustomize; the test is skipped where there is none.
  public static Path kustomize() {
    return built("kustomize")
        .orElseGet(() -> {
          Peer.require("kustomize");
          return Peer.find("kustomize").orElseThrow();
        });
  }

  private static Optional<Path> built(String name) {
    return Optional.of(ControlPlane.programs().resolve(name)).filter(Files::isExecutable);
  }
}
