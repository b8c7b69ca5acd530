package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.config.verify.Severity;
import java.util.List;
import java.util.Optional;

/// One cause, however many environments and containers show it.
///
/// @param place where the cause stands in Git
/// @param environments those that show it
/// @param service the service that it is about; empty where it is about none
/// @param applications those that show it
/// @param shown where it shows in what is rendered
/// @param message what is the matter
/// @param help what mends it
public record Finding(
    Rule rule,
    Severity severity,
    GitPlace place,
    List<String> environments,
    Optional<String> service,
    List<String> applications,
    List<Occurrence> shown,
    String message,
    String help) {
  public Finding {
    environments = List.copyOf(environments);
    applications = List.copyOf(applications);
    shown = List.copyOf(shown);
  }
}
