package belay.migrate.proof;

import belay.helm.Helm;
import belay.helm.HelmOutcome;
import belay.host.TemporaryFolder;
import belay.migrate.comparison.RenderComparison;
import belay.migrate.comparison.TagsLeft;
import belay.migrate.model.DigestMode;
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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The proof of one chart: begun with how it renders now, finished with how it will. Of one thread
/// at a time.
final class ProofRun implements AutoCloseable {
  private final Helm helm;
  private final ProofTask task;
  private final List<ImageField> images;
  private final DigestMode mode;
  private final int tries;
  private final KnownRenders known;
  private final TemporaryFolder work;
  private final ProofFolders folders;
  private final MadeUpDigests digests;
  private final SeenImages seen;
  private final AfterRenders compared;
  private final MadeUpDigests given;
  private final SeenImages taken;
  private final Set<String> notes = new TreeSet<>();
  private Map<String, Set<String>> left = Map.of();
  private Map<String, Set<String>> packed = Map.of();
  private Optional<MadeUpDigests> waiting = Optional.empty();
  private Optional<BeforeRenders> before = Optional.empty();
  private Optional<ProofFolder> after = Optional.empty();

  /// @param images those that this chart may render
  /// @param tries how many sets of values are tried to reach what the given ones do not render
  /// @param known what the chart is known to render as it is
  ProofRun(
      Helm helm,
      ProofTask task,
      List<ImageField> images,
      ProofOptions options,
      int tries,
      KnownRenders known) {
    this.tries = tries;
    this.known = known;
    this.helm = helm;
    this.task = task;
    this.images = List.copyOf(images);
    this.mode = options.mode();
    this.work = TemporaryFolder.create("belay-proof");
    this.folders =
        new ProofFolders(helm, task.migration(), task.main(), options.stubs(), work.path());
    this.digests = made(State.REWRITTEN, "");
    this.seen = new SeenImages(task.migration().bundle(), task.main(), digests, this.images);
    this.compared = new AfterRenders(task, digests, seen);
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
    if (has(State.REPORTED) && !has(State.REWRITTEN) && !has(State.ALREADY) && !folders.packed()) {
      return Optional.of(result(false, Optional.empty()));
    }
    var missing = folders.missing();
    if (!missing.isEmpty()) {
      return Optional.of(unrendered(RenderHelp.missing(missing)));
    }
    var renders = renders();
    if (renders.all().isEmpty()) {
      return Optional.of(unrendered(renders.failure().orElse("there are no values")));
    }
    before = Optional.of(renders);
    after = has(State.REWRITTEN) ? Optional.of(folders.after()) : Optional.empty();
    return Optional.empty();
  }

  /// What was migrated before and waits for its digests is rendered with some.
  private BeforeRenders renders() {
    var renders = rendered(folders.before(), known);
    if (!has(State.ALREADY) || renders.failure().filter(EmptyDigests::isRefusal).isEmpty()) {
      return renders;
    }
    waiting = Optional.of(made(ImageField::isMigrated, "waiting:"));
    return rendered(filled(folders.copy("waiting"), waiting), new KnownRenders());
  }

  private BeforeRenders rendered(ProofFolder folder, KnownRenders known) {
    var renders = new BeforeRenders(folder, known);
    renders.render(task.sets());
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
    var broken = after.flatMap(folder -> compare(renders, folder, linted));
    if (broken.isEmpty() && has(State.ALREADY)) {
      already(renders);
    }
    if (broken.isEmpty()) {
      left = left(compared.first().orElseGet(() -> renders.all().getFirst().text()));
      packed(renders, after.orElse(renders.folder()));
    }
    notes.addAll(renders.notes());
    notes.addAll(compared.notes());
    return result(true, broken);
  }

  /// The images without a digest that no other place accounts for.
  private Map<String, Set<String>> left(String manifests) {
    var left = TagsLeft.of(manifests);
    left.keySet().removeIf(seen::isAccountedFor);
    return left;
  }

  /// Tells the digests that packed charts take.
  private void packed(BeforeRenders renders, ProofFolder folder) {
    if (left.isEmpty() || !folders.packed()) {
      return;
    }
    var digests = PackedDigests.of(task.migration().bundle(), task.main());
    if (!digests.keys().isEmpty()) {
      var set = renders.all().getFirst().values().with("digests", digests.yaml());
      compared
          .render(folder, set)
          .ifPresent(text -> {
            packed = digests.taken(text);
            left = left(text);
          });
    }
  }

  /// Compares how the chart renders now with how it will.
  ///
  /// @return what breaks
  private Optional<Broken> compare(
      BeforeRenders renders, ProofFolder folder, Optional<LintRound.Linted> linted) {
    var rendered = List.copyOf(renders.all());
    var first = rendered.getFirst();
    var without = new EmptyDigests(mode, images, seen);
    var empty =
        without.isKnown(linted, waiting.isPresent())
            ? Optional.<HelmOutcome>empty()
            : Optional.of(helm.template(folder.request(first.values(), UnaryOperator.identity())));
    compared.compare(
        renders, filled(filled(folder, waiting), Optional.of(digests)), List.of(first));
    if (compared.broken().isPresent()) {
      return compared.broken();
    }
    var other = empty.flatMap(outcome -> without.broken(outcome, renders, first));
    if (other.isPresent()) {
      return other;
    }
    compared.compare(renders, folder, rendered.subList(1, rendered.size()));
    List<Before> all = new ArrayList<>(rendered);
    var unseen = images.stream().filter(image -> seen.missing(image).isPresent()).toList();
    all.addAll(compared.reach(renders, folder, first.values(), unseen, tries));
    if (compared.broken().isPresent()) {
      return compared.broken();
    }
    tell(renders, all);
    return new LintRound(helm).broken(renders.folder(), folder, linted);
  }

  private void tell(BeforeRenders renders, List<Before> all) {
    var marks = MarkedImages.of(task.migration().marks(), digests);
    if (seen.areAnyUntold() && !marks.pairs().isEmpty()) {
      var folder = filled(filled(folders.marked(), waiting), Optional.of(digests));
      compared.tell(renders, folder, marks, all);
    }
  }

  private boolean has(State state) {
    return images.stream().anyMatch(image -> image.state() == state);
  }

  /// Whether images that take a digest as the chart is are rendered by it.
  private void already(BeforeRenders renders) {
    var old = renders.all().getFirst();
    var copy = filled(folders.copy("copy"), Optional.of(given));
    if (copy.render(old.values()) instanceof HelmOutcome.Rendered(var text, var _)) {
      taken.add(
          Judgement.of(RenderComparison.of(old.text(), text), renders.masked(old), given.all())
              .images());
    }
  }

  private ChartProof unrendered(String words) {
    var why = "the chart does not render: " + RenderHelp.cause(words);
    if (!images.isEmpty() || !task.migration().bundle().chart(task.main()).library()) {
      notes.add(why + RenderHelp.of(words).map(help -> "; " + help).orElse(""));
    }
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    images.forEach(
        image -> unseen.put(image, image.state() == State.REPORTED ? image.reason() : why));
    return new ChartProof(
        task.main(),
        false,
        List.of(),
        unseen,
        Optional.empty(),
        Map.of(),
        Map.of(),
        List.copyOf(notes));
  }

  private ChartProof result(boolean rendered, Optional<Broken> broken) {
    List<ImageField> proved = new ArrayList<>();
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    for (var image : images) {
      (image.state() == State.ALREADY ? taken : seen)
          .missing(image)
          .ifPresentOrElse(why -> unseen.put(image, why), () -> proved.add(image));
    }
    return new ChartProof(
        task.main(), rendered, proved, unseen, broken, left, packed, List.copyOf(notes));
  }

  @Override
  public void close() {
    work.close();
  }
}
