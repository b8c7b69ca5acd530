package belay.migrate.proof;

import belay.helm.HelmOutcome;
import belay.migrate.comparison.Difference;
import belay.migrate.comparison.RenderComparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Renders a chart as it is. Of one thread.
final class BeforeRenders {
  private final ProofFolder folder;
  private final List<Before> all = new ArrayList<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<Boolean> unstable = Optional.empty();

  BeforeRenders(ProofFolder folder) {
    this.folder = folder;
  }

  /// A render.
  ///
  /// @param masked fields that differ from run to run
  record Before(ValuesSet values, String text, Set<Difference.Place> masked) {}

  ProofFolder folder() {
    return folder;
  }

  /// Those that succeeded.
  List<Before> all() {
    return all;
  }

  /// Why the first of the others did not.
  Optional<String> failure() {
    return failures.values().stream().findFirst();
  }

  /// What is to be known of them.
  List<String> notes() {
    List<String> every = new ArrayList<>(notes);
    if (!all.isEmpty()) {
      failures.forEach((name, words) ->
          every.add("does not render with %s: %s".formatted(name, RenderHelp.cause(words))));
    }
    return every;
  }

  /// Renders with some values.
  ///
  /// @return what came of it, where it rendered
  Optional<Before> render(ValuesSet set) {
    return switch (folder.render(set)) {
      case HelmOutcome.Rendered(var text, var _) -> {
        var before = new Before(set, text, masked(set, text));
        all.add(before);
        yield Optional.of(before);
      }
      case HelmOutcome.Failed(var words) -> {
        failures.put(set.name(), words);
        yield Optional.empty();
      }
    };
  }

  private Set<Difference.Place> masked(ValuesSet set, String text) {
    var calls = unstable.orElseGet(() -> UnstableTemplates.in(folder.folder()));
    unstable = Optional.of(calls);
    if (!calls || !(folder.render(set) instanceof HelmOutcome.Rendered(var again, var _))) {
      return Set.of();
    }
    Set<Difference.Place> places = new HashSet<>();
    RenderComparison.of(text, again).forEach(difference -> places.add(difference.place()));
    if (!places.isEmpty()) {
      notes.add("%d fields differ from run to run and are not compared".formatted(places.size()));
    }
    return places;
  }
}
