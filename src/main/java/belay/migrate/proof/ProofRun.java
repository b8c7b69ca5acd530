package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.chart.ChartDependency;
import belay.chart.ValuesPlaces;
import belay.helm.Helm;
import belay.helm.HelmOutcome;
import belay.migrate.model.DigestMode;
import belay.migrate.proof.ChartProof.Broken;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// The proof of one chart. Of one thread.
final class ProofRun {
  /// What a migrated chart says of an empty digest.
  private static final String REFUSAL = "is empty: ";

  private final Helm helm;
  private final Migration migration;
  private final String main;
  private final List<ImageField> images;
  private final ProofOptions options;
  private final Path work;
  private final MadeUpDigests digests;
  private final SeenImages seen;
  private final MadeUpDigests given;
  private final SeenImages taken;
  private final Set<String> notes = new TreeSet<>();
  private final List<Broken> broken = new ArrayList<>();
  private Optional<Boolean> unstable = Optional.empty();

  /// @param images those that this chart may render
  /// @param work an empty folder
  ProofRun(
      Helm helm,
      Migration migration,
      String main,
      List<ImageField> images,
      ProofOptions options,
      Path work) {
    this.helm = helm;
    this.migration = migration;
    this.main = main;
    this.images = List.copyOf(images);
    this.options = options;
    this.work = work;
    this.digests = made(State.REWRITTEN);
    this.seen = new SeenImages(migration.bundle(), main, digests);
    this.given = made(State.ALREADY);
    this.taken = new SeenImages(migration.bundle(), main, given);
  }

  private MadeUpDigests made(State state) {
    return new MadeUpDigests(
        images.stream()
            .filter(image -> image.state() == state)
            .flatMap(image -> image.feeds().stream())
            .toList());
  }

  /// A render before, and the fields in it that are left out.
  private record Before(ValuesSet values, String text, Set<Difference.Place> masked) {}

  ChartProof prove(List<ValuesSet> sets) {
    if (!has(State.REWRITTEN) && !has(State.ALREADY)) {
      return result(false);
    }
    var missing = options.stubs() ? List.<String>of() : missing();
    if (!missing.isEmpty()) {
      return unrendered(RenderHelp.missing(missing));
    }
    var before = before();
    List<Before> rendered = new ArrayList<>();
    Map<String, String> failures = new LinkedHashMap<>();
    for (var set : sets) {
      switch (before.render(set)) {
        case HelmOutcome.Rendered(var text, var _) ->
            rendered.add(new Before(set, text, masked(before, set, text)));
        case HelmOutcome.Failed(var words) -> failures.put(set.name(), words);
      }
    }
    if (rendered.isEmpty()) {
      return unrendered(failures.values().stream().findFirst().orElse("there are no values"));
    }
    failures.forEach((name, words) ->
        notes.add("does not render with %s: %s".formatted(name, first(words))));
    if (has(State.REWRITTEN)) {
      compare(before, rendered);
    }
    if (has(State.ALREADY)) {
      already(rendered.getFirst());
    }
    return result(true);
  }

  /// The dependencies that Helm would not find.
  private List<String> missing() {
    return migration.bundle().chart(main).dependencies().stream()
        .filter(dependency -> dependency.path().isEmpty() && !dependency.packed())
        .map(ChartDependency::name)
        .distinct()
        .toList();
  }

  private ProofFolder before() {
    ChartBundle bundle = migration.bundle();
    if (ChartCopy.isWhole(bundle, main, options.stubs())) {
      return new ProofFolder(helm, bundle.root().resolve(main), Map.of(), work);
    }
    return copy("before", Map.of());
  }

  private ProofFolder copy(String name, Map<String, byte[]> changes) {
    var folder = work.resolve(name);
    var copy = new ChartCopy(migration.bundle(), changes, options.stubs());
    return new ProofFolder(helm, folder, copy.make(main, folder), work);
  }

  private void compare(ProofFolder before, List<Before> rendered) {
    var after = copy("after", migration.changes());
    var first = rendered.getFirst();
    var empty = after.render(first.values(), UnaryOperator.identity());
    after.fill(migration.bundle(), digests);
    compare(after, first);
    emptyDigests(empty, first).ifPresent(broken::add);
    rendered.stream().skip(1).forEach(old -> compare(after, old));
    if (broken.isEmpty()) {
      variants(before, after, first.values());
    }
    if (broken.isEmpty()) {
      lint(before, after).ifPresent(broken::add);
    }
  }

  /// Tries to switch on what was not rendered yet.
  private void variants(ProofFolder before, ProofFolder after, ValuesSet base) {
    var left = images.stream().filter(image -> image.state() == State.REWRITTEN && seen.missing(image).isPresent()).toList();
    for (var set : Variants.of(migration.bundle(), main, left, base)) {
      if (before.render(set) instanceof HelmOutcome.Rendered(var text, var _)) {
        compare(after, new Before(set, text, masked(before, set, text)));
      }
    }
  }

  private boolean has(State state) {
    return images.stream().anyMatch(image -> image.state() == state);
  }

  /// Whether images that take a digest as the chart is are rendered by it.
  private void already(Before old) {
    var copy = copy("already", Map.of());
    copy.fill(migration.bundle(), given);
    if (copy.render(old.values()) instanceof HelmOutcome.Rendered(var text, var _)) {
      taken.add(
          Judgement.of(Comparison.of(old.text(), text), old.masked(), given.all()).images());
    }
  }

  private void compare(ProofFolder after, Before old) {
    var above = ValuesPlaces.of(migration.bundle(), main);
    switch (after.render(old.values(), bytes -> digests.fill(bytes, above))) {
      case HelmOutcome.Failed(var words) ->
          broken.add(
              Broken.said("with %s it renders no more: ".formatted(old.values().name()), words));
      case HelmOutcome.Rendered(var text, var _) -> {
        var judged =
            Judgement.of(Comparison.of(old.text(), text), old.masked(), digests.all());
        judged.others().stream()
            .findFirst()
            .ifPresent(other ->
                broken.add(
                    new Broken(
                        other.source(),
                        "with %s, %s".formatted(old.values().name(), other.why()))));
        judged
            .checksums()
            .forEach(sum ->
                notes.add("%s: %s changes with the image".formatted(sum.document(), sum.path())));
        seen.add(judged.images());
      }
    }
  }

  /// Without a digest it fails and says so; or it renders what it did, but for tags.
  private Optional<Broken> emptyDigests(HelmOutcome outcome, Before old) {
    if (options.mode() == DigestMode.REQUIRED) {
      return switch (outcome) {
        case HelmOutcome.Failed(var words) ->
            words.contains(REFUSAL)
                ? Optional.empty()
                : Optional.of(Broken.said("without a digest it fails with other words: ", words));
        case HelmOutcome.Rendered _ ->
            seen.anyOf(images)
                ? Optional.of(new Broken("", "without a digest it renders all the same"))
                : Optional.empty();
      };
    }
    return switch (outcome) {
      case HelmOutcome.Failed(var words) ->
          Optional.of(Broken.said("without a digest it renders no more: ", words));
      case HelmOutcome.Rendered(var text, var _) ->
          BareImages.other(Comparison.of(old.text(), text), old.masked())
              .map(other -> new Broken("", "without a digest, " + other));
    };
  }

  private Optional<Broken> lint(ProofFolder before, ProofFolder after) {
    var now = helm.lint(after.folder(), List.of());
    if (!now.failed() || helm.lint(before.folder(), List.of()).failed()) {
      return Optional.empty();
    }
    return now.messages().stream()
        .filter(message -> message.startsWith("[ERROR]"))
        .findFirst()
        .map(message -> Broken.said("helm lint has an error now: ", message));
  }

  private boolean unstable(ProofFolder folder) {
    var known = unstable.orElseGet(() -> UnstableTemplates.in(folder.folder()));
    unstable = Optional.of(known);
    return known;
  }

  private Set<Difference.Place> masked(ProofFolder folder, ValuesSet set, String text) {
    if (!unstable(folder)
        || !(folder.render(set) instanceof HelmOutcome.Rendered(var again, var _))) {
      return Set.of();
    }
    Set<Difference.Place> places = new HashSet<>();
    Comparison.of(text, again).forEach(difference -> places.add(difference.place()));
    if (!places.isEmpty()) {
      notes.add("%d fields differ from run to run and are not compared".formatted(places.size()));
    }
    return places;
  }

  private ChartProof unrendered(String words) {
    var why = "the chart does not render: " + RenderHelp.cause(words);
    notes.add(why + RenderHelp.of(words).map(help -> "; " + help).orElse(""));
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    images.forEach(image ->
        unseen.put(image, image.state() == State.REPORTED ? image.reason() : why));
    return new ChartProof(main, false, List.of(), unseen, Optional.empty(), List.copyOf(notes));
  }

  private ChartProof result(boolean rendered) {
    List<ImageField> proved = new ArrayList<>();
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    for (var image : images) {
      var why = (image.state() == State.ALREADY ? taken : seen).missing(image);
      if (why.isEmpty()) {
        proved.add(image);
      } else {
        unseen.put(image, why.get());
      }
    }
    return new ChartProof(
        main, rendered, proved, unseen, broken.stream().findFirst(), List.copyOf(notes));
  }

  private static String first(String words) {
    return words.lines().findFirst().orElse("").strip();
  }
}
