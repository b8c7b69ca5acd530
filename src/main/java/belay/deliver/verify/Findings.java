package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.config.verify.VerifyConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Collects what is found: the same cause is one finding. Safe for use by several threads.
final class Findings {
  private final VerifyConfig config;
  private final Map<Cause, Shown> causes = new LinkedHashMap<>();

  Findings(VerifyConfig config) {
    this.config = config;
  }

  /// What is found.
  ///
  /// @param service the service that it is about, if any
  record Cause(Rule rule, GitPlace place, Optional<String> service, String message, String help) {}

  /// Who shows it.
  private static final class Shown {
    private Severity severity = Severity.OFF;
    private final Set<String> environments = new LinkedHashSet<>();
    private final Set<String> applications = new LinkedHashSet<>();
    private final Set<Occurrence> images = new LinkedHashSet<>();
  }

  /// Adds a cause that shows in an environment, or outside of all.
  synchronized void add(Cause cause, Optional<String> environment) {
    shown(cause, environment);
  }

  /// Adds a cause that shows in an Application as a whole.
  synchronized void add(Cause cause, Optional<String> environment, String application) {
    shown(cause, environment).ifPresent(shown -> shown.applications.add(application));
  }

  /// Adds a cause that shows in an image.
  synchronized void add(Cause cause, Optional<String> environment, Occurrence image) {
    shown(cause, environment)
        .ifPresent(shown -> {
          shown.applications.add(image.application());
          shown.images.add(image);
        });
  }

  private Optional<Shown> shown(Cause cause, Optional<String> environment) {
    var severity = config.severity(cause.rule, environment);
    if (severity == Severity.OFF) {
      return Optional.empty();
    }
    var shown = causes.computeIfAbsent(cause, _ -> new Shown());
    shown.severity = severity.compareTo(shown.severity) > 0 ? severity : shown.severity;
    environment.ifPresent(shown.environments::add);
    return Optional.of(shown);
  }

  /// A cause that stands at a place already, for what shows the same in another way.
  synchronized Optional<Cause> at(GitPlace place, Predicate<Rule> wanted) {
    return causes.keySet().stream()
        .filter(cause -> cause.place.equals(place) && wanted.test(cause.rule))
        .findFirst();
  }

  /// Takes causes back that show in no image.
  synchronized void removeUnseen(Predicate<Cause> unwanted) {
    causes
        .entrySet()
        .removeIf(one -> one.getValue().images.isEmpty() && unwanted.test(one.getKey()));
  }

  /// All of them, violations first, then by place.
  synchronized List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    causes.forEach((cause, shown) ->
        all.add(
            new Finding(
                cause.rule,
                shown.severity,
                cause.place,
                List.copyOf(shown.environments),
                cause.service,
                shown.applications.stream().sorted().toList(),
                shown.images.stream().sorted(Comparator.comparing(Occurrence::toString)).toList(),
                cause.message,
                cause.help)));
    all.sort(
        Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::place)
            .thenComparing(finding -> finding.rule().toString())
            .thenComparing(Finding::message));
    return List.copyOf(all);
  }
}
