package belay.migrate.proof;

import belay.chart.ValuesPlaces;
import belay.helm.HelmOutcome;
import belay.helm.HelmRequest;
import belay.migrate.comparison.RenderComparison;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.proof.BeforeRenders.Before;
import belay.migrate.proof.ChartProof.Broken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Gatherers;

/// Renders a chart as it will be, and compares with how it was. Of one thread.
final class AfterRenders {
  private final ProofTask task;
  private final MadeUpDigests digests;
  private final SeenImages seen;
  private final Set<String> notes = new TreeSet<>();
  private Optional<Broken> broken = Optional.empty();
  private Optional<String> first = Optional.empty();

  /// @param digests those that images get
  /// @param seen is told what images got them
  AfterRenders(ProofTask task, MadeUpDigests digests, SeenImages seen) {
    this.task = task;
    this.digests = digests;
    this.seen = seen;
  }

  /// What broke first, if anything.
  Optional<Broken> broken() {
    return broken;
  }

  /// What was rendered first.
  Optional<String> first() {
    return first;
  }

  /// What else was seen.
  Set<String> notes() {
    return notes;
  }

  /// Compares up to the first that breaks.
  void compare(BeforeRenders renders, ProofFolder folder, List<Before> olds) {
    for (var one : rendered(folder, olds)) {
      if (broken.isEmpty()) {
        compare(renders, one);
      }
    }
  }

  /// Tries to switch on what was not rendered yet.
  ///
  /// @param unseen the images that were not
  /// @param most how many sets of values are tried
  /// @return what was rendered
  List<Before> reach(
      BeforeRenders renders,
      ProofFolder folder,
      ValuesSet base,
      List<ImageField> unseen,
      int most) {
    var quiet = renders.further();
    var left = unseen.stream().filter(image -> image.state() == State.REWRITTEN).toList();
    var open = Variants.of(task.migration().bundle(), task.main(), left);
    for (var more = most; more > 0 && !open.isEmpty() && broken.isEmpty(); ) {
      var round = open.subList(0, Math.min(more, open.size()));
      more -= round.size();
      compare(quiet, folder, quiet.render(round.stream().map(one -> one.above(base)).toList()));
      open =
          round.stream()
              .filter(one -> quiet.failed(one.above(base)))
              .flatMap(one -> one.halves().stream())
              .toList();
    }
    return quiet.all();
  }

  /// Sees which of several places rendered a digest.
  void tell(BeforeRenders renders, ProofFolder marked, MarkedImages marks, List<Before> olds) {
    for (var one : rendered(marked, olds)) {
      if (one.outcome() instanceof HelmOutcome.Rendered(var text, var _)) {
        var old = one.before();
        var differences = RenderComparison.of(old.text(), text);
        var judged = Judgement.of(differences, renders.masked(old), marks.digests());
        marks.tell(judged.images(), seen);
      }
    }
  }

  /// What is rendered with some values; empty where it does not.
  Optional<String> render(ProofFolder folder, ValuesSet set) {
    return folder.helm().template(request(folder, set)) instanceof HelmOutcome.Rendered(var text, _)
        ? Optional.of(text)
        : Optional.empty();
  }

  private HelmRequest request(ProofFolder folder, ValuesSet set) {
    var above = ValuesPlaces.of(task.migration().bundle(), task.main());
    return folder.request(set, bytes -> digests.fill(bytes, above));
  }

  private record After(Before before, HelmOutcome outcome) {}

  /// Renders some at once.
  private List<After> rendered(ProofFolder folder, List<Before> olds) {
    var requests = olds.stream().map(old -> request(folder, old.values())).toList();
    var outcomes =
        requests.stream()
            .gather(Gatherers.mapConcurrent(BeforeRenders.AT_ONCE, folder.helm()::template))
            .toList();
    List<After> all = new ArrayList<>();
    for (var i = 0; i < olds.size(); i++) {
      all.add(new After(olds.get(i), outcomes.get(i)));
    }
    return all;
  }

  private void compare(BeforeRenders renders, After after) {
    var name = after.before().values().name();
    switch (after.outcome()) {
      case HelmOutcome.Failed(var words) ->
          broken = Optional.of(Broken.said("with %s it renders no more: ".formatted(name), words));
      case HelmOutcome.Rendered(var text, var _) -> {
        first = first.or(() -> Optional.of(text));
        var judged = judged(renders, after.before(), text);
        broken = broken(name, judged.others());
        judged
            .checksums()
            .forEach(sum ->
                notes.add("%s: %s changes with the image".formatted(sum.document(), sum.path())));
        seen.add(judged.images());
      }
    }
  }

  private static Optional<Broken> broken(String name, List<Judgement.Other> others) {
    Map<String, String> sources = new LinkedHashMap<>();
    others.forEach(other -> sources.putIfAbsent(other.source(), said(name, other)));
    return others.stream().findFirst().map(first -> new Broken(said(name, first), sources));
  }

  private static String said(String name, Judgement.Other other) {
    return "with %s, %s".formatted(name, other.why());
  }

  private Judgement judged(BeforeRenders renders, Before old, String text) {
    var differences = RenderComparison.of(old.text(), text);
    return renders.judged(
        old,
        masked -> Judgement.of(differences, masked, digests.all()),
        judged -> judged.others().isEmpty());
  }
}
