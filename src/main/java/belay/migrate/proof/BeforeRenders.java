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

  /// Whether the chart calls what differs from run to run.
  boolean areUnstable() {
    var calls = unstable.orElseGet(() -> UnstableTemplates.in(folder.folder()));
    unstable = Optional.of(calls);
    return calls;
  }

  /// The same with the fields that differ from one more run: a number of few may come twice.
  Before again(Before before) {
    Set<Difference.Place> more = new HashSet<>(before.masked());
    more.addAll(unlike(before.values(), before.text()));
    return new Before(before.values(), before.text(), more);
  }

  private Set<Difference.Place> masked(ValuesSet set, String text) {
    if (!areUnstable()) {
      return Set.of();
    }
    var places = unlike(set, text);
    if (!places.isEmpty()) {
      notes.add("%d fields differ from run to run and are not compared".formatted(places.size()));
    }
    return places;
  }

  private Set<Difference.Place> unlike(ValuesSet set, String text) {
    Set<Difference.Place> places = new HashSet<>();
    if (folder.render(set) instanceof HelmOutcome.Rendered(var again, var _)) {
      RenderComparison.of(text, again).forEach(difference -> places.add(difference.place()));
    }
    return places;
  }
}
