package belay.deliver.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be proven.
///
/// @param environments those that are meant; empty for all
/// @param services those that are meant; empty for all
/// @param layers where it is looked
/// @param changedSince only what the change since this revision can affect
/// @param allowUnrendered whether what cannot be rendered is a warning alone
/// @param tools how it is rendered
public record VerifyRequest(
    List<String> environments,
    List<String> services,
    Set<Layer> layers,
    Optional<String> changedSince,
    boolean allowUnrendered,
    Tools tools) {
  /// Where images are looked for.
  public enum Layer {
    VALUES,
    RENDERED,
    REGISTRY
  }

  /// What renders, and as what cluster.
  ///
  /// @param helm the program; empty for the one on the `PATH`
  /// @param kustomize the same
  /// @param kubeVersion the version that charts see
  /// @param apiVersions the APIs that charts see
  /// @param addresses what else this repository is called in Applications
  public record Tools(
      Optional<Path> helm,
      Optional<Path> kustomize,
      Optional<String> kubeVersion,
      List<String> apiVersions,
      List<String> addresses) {
    public Tools {
      apiVersions = List.copyOf(apiVersions);
      addresses = List.copyOf(addresses);
    }
  }

  public VerifyRequest {
    environments = List.copyOf(environments);
    services = List.copyOf(services);
    layers = Set.copyOf(layers);
  }
}
