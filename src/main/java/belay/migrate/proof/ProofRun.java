package belay.migrate.proof;

import belay.chart.ValuesPlaces;
import belay.helm.Helm;
import belay.helm.HelmOutcome;
import belay.host.TemporaryFolder;
import belay.migrate.comparison.RenderComparison;
import belay.migrate.comparison.RenderedDocument;
import belay.migrate.model.DigestMode;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.proof.BeforeRenders.Before;
import belay.migrate.proof.ChartProof.Broken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The proof of one chart: begun with how it renders now, finished with how it will. Of one thread
/// at a time.
final class ProofRun implements AutoCloseable {
  private static final int MOST_RUNS = 4;

  private final Helm helm;
  private final ProofTask task;
  private final List<ImageField> images;
  private final DigestMode mode;
  private final int tries;
  private final TemporaryFolder work;
  private final ProofFolders folders;
  private final MadeUpDigests digests;
  private final SeenImages seen;
  private final MadeUpDigests given;
  private final SeenImages taken;
  private final Set<String> notes = new TreeSet<>();
  private final List<Broken> broken = new ArrayList<>();
  private List<String> packed = List.of();
  private Optional<MadeUpDigests> waiting = Optional.empty();
  private Optional<BeforeRenders> before = Optional.empty();
  private Optional<ProofFolder> after = Optional.empty();

  /// @param images those that this chart may render
  /// @param tries how many sets of values are tried to reach what the given ones do not render
  ProofRun(Helm helm, ProofTask task, List<ImageField> images, ProofOptions options, int tries) {
    this.tries = tries;
    this.helm = helm;
    this.task = task;
    this.images = List.copyOf(images);
    this.mode = options.mode();
    this.work = TemporaryFolder.create("belay-proof");
    this.folders =
        new ProofFolders(helm, task.migration(), task.main(), options.stubs(), work.path());
    this.digests = made(State.REWRITTEN, "");
    this.seen = new SeenImages(task.migration().bundle(), task.main(), digests, this.images);
    this.given = made(State.ALREADY, "");
    this.taken = new SeenImages(task.migration().bundle(), task.main(), given, this.images);
  }

  private MadeUpDigests made(State state, String salt) {
    return made(image -> image.state() == state, salt);
  }

  private MadeUpDigests made(Predicate<ImageField> which, String salt) {
    return new MadeUpDigests(
        images.stream().filter(which).flatMap(image -> image.feeds().stream()).toList(), salt);
  }

  /// Renders the chart as it is.
  ///
  /// @return the result, where that is all
  Optional<ChartProof> begin() {
    if (!has(State.REWRITTEN) && !has(State.ALREADY) && folders.packed().isEmpty()) {
      return Optional.of(result(false));
    }
    var missing = folders.missing();
    if (!missing.isEmpty()) {
      return Optional.of(unrendered(RenderHelp.missing(missing)));
    }
    var renders = renders();
    notes.addAll(renders.notes());
    if (renders.all().isEmpty()) {
      return Optional.of(unrendered(renders.failure().orElse("there are no values")));
    }
    before = Optional.of(renders);
    packed =
        folders.packed().stream()
            .filter(name ->
                renders.all().stream().anyMatch(one -> RenderedDocument.byTag(one.text(), name)))
            .toList();
    after = has(State.REWRITTEN) ? Optional.of(folders.after()) : Optional.empty();
    return Optional.empty();
  }

  /// What was migrated before and waits for its digests is rendered with some.
  private BeforeRenders renders() {
    var renders = rendered(folders.before());
    if (!has(State.ALREADY) || renders.failure().filter(EmptyDigests::isRefusal).isEmpty()) {
      return renders;
    }
    waiting = Optional.of(made(ImageField::isMigrated, "waiting:"));
    return rendered(filled(folders.copy("waiting"), waiting));
  }

  private BeforeRenders rendered(ProofFolder folder) {
    var renders = new BeforeRenders(folder);
    task.sets().forEach(renders::render);
    return renders;
  }

  private ProofFolder filled(ProofFolder folder, Optional<MadeUpDigests> some) {
    some.ifPresent(all -> folder.fill(task.migration().bundle(), all));
    return folder;
  }

  /// What the chart is called.
  String name() {
    return task.migration().bundle().chart(task.main()).name();
  }

  /// The chart as it will be, without digests; to be looked at before the proof is finished.
  Optional<ProofFolder> after() {
    return after;
  }

  /// Renders the chart as it will be.
  ///
  /// @param linted what is known of it already
  ChartProof finish(Optional<LintRound.Linted> linted) {
    var renders = before.orElseThrow();
    after.ifPresent(folder -> compare(renders, folder, linted));
    if (has(State.ALREADY)) {
      already(renders.all().getFirst());
    }
    notes.addAll(renders.notes());
    return result(true);
  }

  private void compare(
      BeforeRenders renders, ProofFolder folder, Optional<LintRound.Linted> linted) {
    var rendered = List.copyOf(renders.all());
    var first = rendered.getFirst();
    var without = new EmptyDigests(mode, images, seen);
    var empty =
        without.isKnown(linted, waiting.isPresent())
            ? Optional.<HelmOutcome>empty()
            : Optional.of(folder.render(first.values(), UnaryOperator.identity()));
    compare(renders, filled(filled(folder, waiting), Optional.of(digests)), first);
    empty.flatMap(outcome -> without.broken(outcome, first)).ifPresent(broken::add);
    rendered.stream().skip(1).forEach(old -> compare(renders, folder, old));
    List<Before> compared = new ArrayList<>(rendered);
    if (broken.isEmpty()) {
      compared.addAll(variants(renders, folder, first.values()));
    }
    if (broken.isEmpty() && seen.areAnyUntold()) {
      tell(compared);
    }
    if (broken.isEmpty()) {
      lint(renders, folder, linted).ifPresent(broken::add);
    }
  }

  /// Sees which of several places rendered a digest.
  private void tell(List<Before> compared) {
    var marks = MarkedImages.of(task.migration().marks(), digests);
    if (marks.pairs().isEmpty()) {
      return;
    }
    var folder = filled(filled(folders.marked(), waiting), Optional.of(digests));
    for (var old : compared) {
      if (render(folder, old) instanceof HelmOutcome.Rendered(var text, var _)) {
        var differences = RenderComparison.of(old.text(), text);
        marks.tell(Judgement.of(differences, old.masked(), marks.digests()).images(), seen);
      }
    }
  }

  /// Tries to switch on what was not rendered yet.
  ///
  /// @return what was rendered
  private List<Before> variants(BeforeRenders renders, ProofFolder folder, ValuesSet base) {
    var left =
        images.stream()
            .filter(image -> image.state() == State.REWRITTEN && seen.missing(image).isPresent())
            .toList();
    var quiet = new BeforeRenders(renders.folder());
    var open = new ArrayDeque<>(Variants.of(task.migration().bundle(), task.main(), left));
    for (var i = 0; i < tries && !open.isEmpty(); i++) {
      var variant = open.poll();
      quiet
          .render(variant.above(base))
          .ifPresentOrElse(old -> compare(quiet, folder, old), () -> open.addAll(variant.halves()));
    }
    return quiet.all();
  }

  private boolean has(State state) {
    return images.stream().anyMatch(image -> image.state() == state);
  }

  /// Whether images that take a digest as the chart is are rendered by it.
  private void already(Before old) {
    var copy = filled(folders.copy("copy"), Optional.of(given));
    if (copy.render(old.values()) instanceof HelmOutcome.Rendered(var text, var _)) {
      taken.add(
          Judgement.of(RenderComparison.of(old.text(), text), old.masked(), given.all()).images());
    }
  }

  private void compare(BeforeRenders renders, ProofFolder folder, Before old) {
    var name = old.values().name();
    switch (render(folder, old)) {
      case HelmOutcome.Failed(var words) ->
          broken.add(Broken.said("with %s it renders no more: ".formatted(name), words));
      case HelmOutcome.Rendered(var text, var _) -> {
        var judged = judged(renders, old, text);
        judged.others().stream()
            .findFirst()
            .map(other -> new Broken(other.source(), "with %s, %s".formatted(name, other.why())))
            .ifPresent(broken::add);
        judged
            .checksums()
            .forEach(sum ->
                notes.add("%s: %s changes with the image".formatted(sum.document(), sum.path())));
        seen.add(judged.images());
      }
    }
  }

  private Judgement judged(BeforeRenders renders, Before old, String text) {
    var differences = RenderComparison.of(old.text(), text);
    var judged = Judgement.of(differences, old.masked(), digests.all());
    var before = old;
    for (var i = 0; i < MOST_RUNS && !judged.others().isEmpty() && renders.areUnstable(); i++) {
      before = renders.again(before);
      judged = Judgement.of(differences, before.masked(), digests.all());
    }
    return judged;
  }

  private HelmOutcome render(ProofFolder folder, Before old) {
    var above = ValuesPlaces.of(task.migration().bundle(), task.main());
    return folder.render(old.values(), bytes -> digests.fill(bytes, above));
  }

  private Optional<Broken> lint(
      BeforeRenders renders, ProofFolder folder, Optional<LintRound.Linted> linted) {
    var now =
        linted.map(LintRound.Linted::lint).orElseGet(() -> helm.lint(folder.folder(), List.of()));
    if (!now.failed() || helm.lint(renders.folder().folder(), List.of()).failed()) {
      return Optional.empty();
    }
    return now.messages().stream()
        .filter(message -> message.startsWith("[ERROR]"))
        .findFirst()
        .map(message -> Broken.said("helm lint has an error now: ", message));
  }

  private ChartProof unrendered(String words) {
    var why = "the chart does not render: " + RenderHelp.cause(words);
    notes.add(why + RenderHelp.of(words).map(help -> "; " + help).orElse(""));
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    images.forEach(
        image -> unseen.put(image, image.state() == State.REPORTED ? image.reason() : why));
    return new ChartProof(
        task.main(), false, List.of(), unseen, Optional.empty(), List.of(), List.copyOf(notes));
  }

  private ChartProof result(boolean rendered) {
    List<ImageField> proved = new ArrayList<>();
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    for (var image : images) {
      (image.state() == State.ALREADY ? taken : seen)
          .missing(image)
          .ifPresentOrElse(why -> unseen.put(image, why), () -> proved.add(image));
    }
    return new ChartProof(
        task.main(),
        rendered,
        proved,
        unseen,
        broken.stream().findFirst(),
        packed,
        List.copyOf(notes));
  }

  @Override
  public void close() {
    work.close();
  }
}
