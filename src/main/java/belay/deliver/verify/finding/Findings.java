package belay.deliver.verify.finding;

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
import java.util.TreeSet;
import java.util.function.Predicate;

/// Collects what is found: the same cause is one finding. Safe for use by several threads.
public final class Findings {
  private final VerifyConfig config;
  private final Map<Key, Shown> causes = new LinkedHashMap<>();

  public Findings(VerifyConfig config) {
    this.config = config;
  }

  /// What is found.
  ///
  /// @param service the service that it is about, if any
  public record Cause(
      Rule rule, GitPlace place, Optional<String> service, String message, String help) {}

  /// What makes two causes the same.
  private record Key(Rule rule, GitPlace place) {}

  /// Who shows it.
  private static final class Shown {
    private final Cause cause;
    private final Set<String> services = new TreeSet<>();
    private Severity severity = Severity.OFF;
    private final Set<String> environments = new LinkedHashSet<>();
    private final Set<String> applications = new LinkedHashSet<>();
    private final Set<Occurrence> images = new LinkedHashSet<>();

    Shown(Cause cause) {
      this.cause = cause;
    }
  }

  /// Adds a cause that shows in an environment, or outside of all.
  public synchronized void add(Cause cause, Optional<String> environment) {
    shown(cause, environment);
  }

  /// Adds a cause that shows in an Application as a whole.
  public synchronized void add(Cause cause, Optional<String> environment, String application) {
    shown(cause, environment).ifPresent(shown -> shown.applications.add(application));
  }

  /// Adds a cause that shows in an image.
  public synchronized void add(Cause cause, Optional<String> environment, Occurrence image) {
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
    var key = new Key(cause.rule, cause.place);
    var shown = causes.computeIfAbsent(key, _ -> new Shown(cause));
    cause.service.ifPresent(shown.services::add);
    shown.severity = severity.compareTo(shown.severity) > 0 ? severity : shown.severity;
    environment.ifPresent(shown.environments::add);
    return Optional.of(shown);
  }

  /// Holds an Application against causes that are found already.
  ///
  /// @return whether there is one
  public synchronized boolean blame(
      Predicate<Cause> wanted, Optional<String> environment, String application) {
    var blamed = causes.values().stream().filter(shown -> wanted.test(shown.cause)).toList();
    blamed.forEach(shown -> {
      environment.ifPresent(shown.environments::add);
      shown.applications.add(application);
    });
    return !blamed.isEmpty();
  }

  /// A cause that stands at a place already, for what shows the same in another way.
  public synchronized Optional<Cause> at(GitPlace place, Predicate<Rule> wanted) {
    return causes.values().stream()
        .map(shown -> shown.cause)
        .filter(cause -> cause.place.equals(place) && wanted.test(cause.rule))
        .findFirst();
  }

  /// Takes causes back that show in no image.
  public synchronized void removeUnseen(Predicate<Cause> unwanted) {
    causes.values().removeIf(shown -> shown.images.isEmpty() && unwanted.test(shown.cause));
  }

  private static Finding finding(Shown shown) {
    return new Finding(
        shown.cause.rule,
        shown.severity,
        shown.cause.place,
        List.copyOf(shown.environments),
        List.copyOf(shown.services),
        shown.applications.stream().sorted().toList(),
        shown.images.stream().sorted(Comparator.comparing(Occurrence::toString)).toList(),
        shown.cause.message,
        shown.cause.help);
  }

  /// All of them, violations first, then by place.
  public synchronized List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    causes.values().forEach(shown -> all.add(finding(shown)));
    all.sort(
        Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::place)
            .thenComparing(finding -> finding.rule().toString())
            .thenComparing(Finding::message));
    return List.copyOf(all);
  }
}
