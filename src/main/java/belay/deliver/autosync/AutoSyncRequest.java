package belay.deliver.autosync;

import belay.deliver.model.CommitNote;
import java.util.List;
import java.util.Optional;

/// A wish to switch syncing by itself on or off.
///
/// @param services those that are meant; empty for all of the environment
/// @param force why it is switched on whatever speaks against it
public record AutoSyncRequest(
    boolean on,
    String environment,
    List<String> services,
    Optional<String> force,
    CommitNote note) {
  public AutoSyncRequest {
    services = List.copyOf(services);
  }

  /// What the commit's trailer says was done.
  public String action() {
    return on ? "autosync-on" : "autosync-off";
  }

  /// What is about to be done, for people.
  public String sentence() {
    return "switch auto-sync %s in %s%s"
        .formatted(
            on ? "on" : "off",
            environment,
            services.isEmpty() ? "" : " for " + String.join(", ", services));
  }
}
