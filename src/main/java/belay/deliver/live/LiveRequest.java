package belay.deliver.live;

import belay.deliver.model.ArgoCdChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is to be looked for, and where.
///
/// @param environments their names; empty for all
/// @param services their names; empty for all
/// @param argocd the Argo CD that is asked in place of the clusters; empty: the clusters are
/// @param kubeconfig the file that says how clusters are reached; empty for the usual ones
/// @param context the context of the cluster that is asked; empty: as `belay.yaml` says
public record LiveRequest(
    List<String> environments,
    List<String> services,
    Optional<ArgoCdChoice> argocd,
    Optional<Path> kubeconfig,
    Optional<String> context) {
  public LiveRequest {
    environments = List.copyOf(environments);
    services = List.copyOf(services);
  }

  /// The same for one environment alone.
  public LiveRequest of(String environment) {
    return new LiveRequest(List.of(environment), services, argocd, kubeconfig, context);
  }
}
