package belay.deliver;

import java.util.List;

/// What is to be shown.
///
/// @param environments the environments; empty for all
/// @param services the services; empty for all
/// @param changedOnly only what differs between environments, or is held
/// @param ages whether history is asked since when
public record StatusRequest(
    List<String> environments, List<String> services, boolean changedOnly, boolean ages) {
  public StatusRequest {
    environments = List.copyOf(environments);
    services = List.copyOf(services);
  }
}
