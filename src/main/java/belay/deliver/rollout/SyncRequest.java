package belay.deliver.rollout;

import belay.deliver.model.Confirmation;
import java.util.List;

/// A wish to have services synced by Argo CD, once.
///
/// @param waiting how Argo CD is reached, and how long is waited
/// @param stay whether to stay until the services run and are healthy
/// @param prune whether what is no longer in Git is deleted
/// @param dryRun whether Argo CD only tries, and changes nothing
/// @param confirm asked once, where the environment is protected
public record SyncRequest(
    String environment,
    List<String> services,
    WaitRequest waiting,
    boolean stay,
    boolean prune,
    boolean dryRun,
    Confirmation confirm) {
  public SyncRequest {
    services = List.copyOf(services);
  }
}
