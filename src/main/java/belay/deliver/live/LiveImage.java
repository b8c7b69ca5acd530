package belay.deliver.live;

import belay.deliver.model.CommitTime;
import belay.kube.FieldOwner;
import java.util.Optional;

/// One image in a cluster, and how it stands to what Git wants.
///
/// @param target for which service and environment it was looked for
/// @param namespace where that is; empty where nothing has it
/// @param resource what has it, as `Deployment/api`; empty where nothing has
/// @param container the container's name, with its role where it is no usual one; empty where none
///   is meant
/// @param found what is there; empty where nothing is
/// @param wanted what Git wants there; empty where it says nothing of it
/// @param pods how many Pods have it
/// @param by who set it; empty where nobody else than Argo CD has, or nobody asked
/// @param commit the commit that wanted it
/// @param message what is the matter, for people; empty where nothing is
/// @param help what to do; empty where there is nothing to do
public record LiveImage(
    Target target,
    String namespace,
    String resource,
    String container,
    Optional<String> found,
    Optional<String> wanted,
    LiveState state,
    int pods,
    Optional<FieldOwner> by,
    Optional<CommitTime> commit,
    String message,
    String help) {
  /// The same in more Pods.
  LiveImage with(int more) {
    return new LiveImage(
        target,
        namespace,
        resource,
        container,
        found,
        wanted,
        state,
        pods + more,
        by,
        commit,
        message,
        help);
  }

  /// For whom.
  ///
  /// @param argocd what Argo CD says of it; empty where it does not show it
  public record Target(
      String service, String environment, String application, Optional<ApplicationView> argocd) {}
}
