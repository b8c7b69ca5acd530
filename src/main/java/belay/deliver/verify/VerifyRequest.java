package belay.deliver.verify;

import belay.render.RenderSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be proven.
///
/// @param environments those that are meant; empty for all
/// @param services those that are meant; empty for all
/// @param layers where it is looked
/// @param changedSince only what the change since this revision can affect
/// @param workTree whether a clone's files count as they are, and not those of a commit
/// @param allowUnrendered whether what cannot be rendered is a warning alone
/// @param rendering how it is rendered
public record VerifyRequest(
    List<String> environments,
    List<String> services,
    Set<Layer> layers,
    Optional<String> changedSince,
    boolean workTree,
    boolean allowUnrendered,
    RenderSettings rendering) {
  /// Where images are looked for.
  public enum Layer {
    VALUES,
    RENDERED,
    REGISTRY
  }

  public VerifyRequest {
    environments = List.copyOf(environments);
    services = List.copyOf(services);
    layers = Set.copyOf(layers);
  }
}
