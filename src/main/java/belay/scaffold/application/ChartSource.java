package belay.scaffold.application;

import java.util.Optional;

/// Where the Helm chart of a service is.
public sealed interface ChartSource {
  /// A folder of the GitOps repository.
  record Here(String path) implements ChartSource {}

  /// A folder of another Git repository.
  ///
  /// @param revision a branch, tag or commit
  record Git(String url, String revision, String path) implements ChartSource {}

  /// A chart of a Helm repository, at one version.
  record Helm(String url, String name, String version) implements ChartSource {}

  /// A chart in an OCI registry, at one version.
  ///
  /// @param registry host and path without the chart's name, without `oci://`
  record Oci(String registry, String name, String version) implements ChartSource {}

  /// The repository besides the GitOps repository that Argo CD must be allowed to read.
  default Optional<String> repository() {
    return switch (this) {
      case Here _ -> Optional.empty();
      case Git git -> Optional.of(git.url);
      case Helm helm -> Optional.of(helm.url);
      case Oci oci -> Optional.of(oci.registry);
    };
  }

  /// Whether the chart is somebody else's: it knows nothing of our rules, such as refusing an empty
  /// digest, nor of what this repository calls an image's keys. A chart in Git is its owner's own.
  default boolean thirdParty() {
    return switch (this) {
      case Here _, Git _ -> false;
      case Helm _, Oci _ -> true;
    };
  }
}
