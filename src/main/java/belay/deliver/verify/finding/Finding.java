package belay.deliver.verify.finding;

import belay.config.verify.Rule;
import belay.config.verify.Severity;
import java.util.List;

/// One cause, however many environments and containers show it.
///
/// @param place where the cause stands in Git
/// @param environments those that show it
/// @param services the services that it is about
/// @param applications those that show it
/// @param shown where it shows in what is rendered
/// @param message what is the matter
/// @param help what mends it
public record Finding(
    Rule rule,
    Severity severity,
    GitPlace place,
    List<String> environments,
    List<String> services,
    List<String> applications,
    List<Occurrence> shown,
    String message,
    String help) {
  public Finding {
    environments = List.copyOf(environments);
    services = List.copyOf(services);
    applications = List.copyOf(applications);
    shown = List.copyOf(shown);
  }
}
