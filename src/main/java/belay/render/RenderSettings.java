package belay.render;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What rendering is told.
///
/// @param helm the helm program; empty for the one on the `PATH`
/// @param kustomize the kustomize program; empty for the one on the `PATH`
/// @param kubeVersion the cluster's version where an Application says none; empty for Helm's own
/// @param apiVersions what the cluster has, where an Application does not say so
/// @param addresses further addresses of the repository at hand
public record RenderSettings(
    Optional<Path> helm,
    Optional<Path> kustomize,
    String kubeVersion,
    List<String> apiVersions,
    List<String> addresses) {
  /// Nothing said.
  public static final RenderSettings DEFAULT =
      new RenderSettings(Optional.empty(), Optional.empty(), "", List.of(), List.of());

  public RenderSettings {
    apiVersions = List.copyOf(apiVersions);
    addresses = List.copyOf(addresses);
  }
}
