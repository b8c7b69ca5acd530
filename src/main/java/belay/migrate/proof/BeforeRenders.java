package belay.migrate.proof;

import belay.helm.HelmOutcome;
import belay.migrate.comparison.Difference;
import belay.migrate.comparison.RenderComparison;
import belay.migrate.proof.KnownRenders.Known;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Gatherers;

/// Renders a chart as it is. Of one thread.
final class BeforeRenders {
  private static final int MOST_RUNS = 6;

  /// Renders of one chart at a time.
  static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  private final ProofFolder folder;
  private final KnownRenders known;
  private final List<Before> all = new ArrayList<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private Optional<Boolean> unstable = Optional.empty();

  /// @param known what it rendered before
  BeforeRenders(ProofFolder folder, KnownRenders known) {
    this.folder = folder;
    this.known = known;
  }

  /// A render.
  record Before(ValuesSet values, String text) {}

  /// Another one of the same chart, of which nothing is told.
  BeforeRenders further() {
    return new BeforeRenders(folder, known);
  }

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
    List<String> every = new ArrayList<>();
    if (!all.isEmpty()) {
      failures.forEach((name, words) ->
          every.add("does not render with %s: %s".formatted(name, RenderHelp.cause(words))));
    }
    all.stream()
        .map(before -> masked(before).size())
        .filter(count -> count > 0)
        .forEach(count ->
            every.add("%d fields differ from run to run and are not compared".formatted(count)));
    return every;
  }

  /// Renders with several sets of values, some at once.
  ///
  /// @return those that succeeded
  List<Before> render(List<ValuesSet> sets) {
    sets.stream().gather(Gatherers.mapConcurrent(AT_ONCE, this::known)).forEach(_ -> {});
    return sets.stream().flatMap(set -> render(set).stream()).toList();
  }

  /// Whether it does not render with some values.
  boolean failed(ValuesSet set) {
    return known(set).outcome() instanceof HelmOutcome.Failed;
  }

  private Optional<Before> render(ValuesSet set) {
    return switch (known(set).outcome()) {
      case HelmOutcome.Rendered(var text, var _) -> {
        var before = new Before(set, text);
        all.add(before);
        yield Optional.of(before);
      }
      case HelmOutcome.Failed(var words) -> {
        failures.put(set.name(), words);
        yield Optional.empty();
      }
    };
  }

  private Known known(ValuesSet set) {
    return known
        .of(set)
        .orElseGet(() -> {
          var first = new Known(folder.render(set), Set.of(), 1);
          known.put(set, first);
          return first;
        });
  }

  /// The fields that are known to differ from run to run.
  Set<Difference.Place> masked(Before before) {
    return known(before.values()).masked();
  }

  /// Judges by the fields that differ from run to run: with more runs of the same, where chance may
  /// be why a judgement is not a good one. A number of few may come twice.
  ///
  /// @param judge is given those fields
  <T> T judged(Before before, Function<Set<Difference.Place>, T> judge, Predicate<T> good) {
    var judged = judge.apply(masked(before));
    while (!good.test(judged) && known(before.values()).runs() < MOST_RUNS && areUnstable()) {
      again(before);
      judged = judge.apply(masked(before));
    }
    return judged;
  }

  /// Whether the chart calls what differs from run to run.
  private boolean areUnstable() {
    var calls = unstable.orElseGet(() -> UnstableTemplates.in(folder.folder()));
    unstable = Optional.of(calls);
    return calls;
  }

  private void again(Before before) {
    var now = known(before.values());
    Set<Difference.Place> more = new HashSet<>(now.masked());
    if (folder.render(before.values()) instanceof HelmOutcome.Rendered(var again, var _)) {
      RenderComparison.of(before.text(), again).forEach(difference -> more.add(difference.place()));
    }
    known.put(before.values(), new Known(now.outcome(), more, now.runs() + 1));
  }
}
