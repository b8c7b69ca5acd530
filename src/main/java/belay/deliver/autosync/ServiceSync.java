package belay.deliver.autosync;

import java.util.Optional;

/// Whether one service syncs by itself in one environment, as Git says.
///
/// @param application the Application's name
/// @param state empty where nothing in the repository makes such an Application
/// @param place `file:line` of what says so
public record ServiceSync(
    String service,
    String environment,
    String application,
    Optional<AutoSyncState> state,
    Optional<String> place) {
  /// Whether it syncs by itself.
  public boolean automated() {
    return state.filter(AutoSyncState::automated).isPresent();
  }
}
