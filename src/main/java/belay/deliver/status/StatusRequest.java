package belay.deliver.status;

import belay.deliver.model.ArgoCdChoice;
import belay.deliver.model.RevisionOrTime;
import java.util.List;
import java.util.Optional;

/// What is to be shown.
///
/// @param environments the environments; empty for all
/// @param services the services; empty for all
/// @param changedOnly only what differs between environments, or is held
/// @param ages whether history is asked since when
/// @param live whether, and which, Argo CD is asked what runs
/// @param at an earlier time or commit; empty for now
public record StatusRequest(
    List<String> environments,
    List<String> services,
    boolean changedOnly,
    boolean ages,
    Optional<ArgoCdChoice> live,
    Optional<RevisionOrTime> at) {
  public StatusRequest {
    environments = List.copyOf(environments);
    services = List.copyOf(services);
  }
}
