package belay.migrate.proof;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.helm.Helm;
import belay.migrate.model.ImageField;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Gatherers;

/// Proves migrations of charts by rendering them before and after with Helm, in copies: nothing is
/// written into a chart. What a chart rendered as it is is kept for another try where its migration
/// breaks something.
public final class ChartProver {
  /// So many are each rendered without digests; of more, Helm is asked what it would say to that in
  /// one call for many.
  private static final int FEW = 50;

  /// So many are under way together: what runs at once is for Helm and the processors to say.
  private static final int PORTION = 48;

  private static final int TRIES = 16;
  private static final int TRIES_OF_MANY = 4;

  /// In characters.
  private static final long MOST_KEPT = 64L << 20;

  private final Optional<Helm> helm;
  private final ProofOptions options;
  private final Map<Path, KnownRenders> known = new ConcurrentHashMap<>();

  /// @param helm renders; without it nothing is proved
  /// @param options how it is proved
  public ChartProver(Optional<Helm> helm, ProofOptions options) {
    this.helm = helm;
    this.options = options;
  }

  /// Proves all, several at once; the results in their order.
  public List<ChartProof> prove(List<ProofTask> tasks) {
    if (helm.isEmpty()) {
      return tasks.stream()
          .map(task -> unproved(task, "nothing was rendered: there is no helm on the PATH"))
          .toList();
    }
    if (tasks.size() <= FEW) {
      return portion(tasks, TRIES, _ -> Map.of());
    }
    // While one portion waits for its last charts, the next one is under way.
    return tasks.stream()
        .gather(Gatherers.windowFixed(PORTION))
        .gather(
            Gatherers.mapConcurrent(
                2, part -> portion(part, TRIES_OF_MANY, new LintRound(helm.get())::of)))
        .flatMap(List::stream)
        .toList();
  }

  private List<ChartProof> portion(
      List<ProofTask> tasks,
      int tries,
      Function<List<ProofRun>, Map<Path, LintRound.Linted>> lint) {
    List<Begun> begun = List.of();
    try {
      begun =
          tasks.stream()
              .gather(Gatherers.mapConcurrent(PORTION, task -> begin(task, tries)))
              .toList();
      var open = begun.stream().filter(one -> one.result().isEmpty()).map(Begun::run).toList();
      var linted = lint.apply(open);
      return begun.stream()
          .gather(Gatherers.mapConcurrent(PORTION, one -> finish(one, linted)))
          .toList();
    } finally {
      begun.forEach(one -> one.run().close());
    }
  }

  /// A proof that was begun.
  ///
  /// @param result where that is all
  private record Begun(ProofTask task, ProofRun run, Optional<ChartProof> result) {}

  private Begun begin(ProofTask task, int tries) {
    var known = this.known.computeIfAbsent(folder(task), _ -> new KnownRenders());
    var run = new ProofRun(helm.orElseThrow(), task, images(task), options, tries, known);
    try {
      return new Begun(task, run, run.begin());
    } catch (Failure failure) {
      return new Begun(task, run, Optional.of(unproved(task, failure.what())));
    } catch (RuntimeException | StackOverflowError e) {
      return new Begun(task, run, Optional.of(unproved(task, unforeseen(e))));
    }
  }

  private ChartProof finish(Begun begun, Map<Path, LintRound.Linted> linted) {
    try (var run = begun.run()) {
      var proof =
          begun
              .result()
              .orElseGet(() -> run.finish(run.after().map(ProofFolder::folder).map(linted::get)));
      if (proof.broken().isEmpty() || kept() > MOST_KEPT) {
        known.remove(folder(begun.task()));
      }
      return proof;
    } catch (Failure failure) {
      return unproved(begun.task(), failure.what());
    } catch (RuntimeException | StackOverflowError e) {
      return unproved(begun.task(), unforeseen(e));
    }
  }

  private long kept() {
    return known.values().stream().mapToLong(KnownRenders::size).sum();
  }

  private static Path folder(ProofTask task) {
    return task.migration().bundle().root().resolve(task.main());
  }

  /// What nobody foresaw in one chart does not keep the others from their proof.
  private static String unforeseen(Throwable e) {
    return "the proof was not understood: " + InWords.of(e);
  }

  private static ChartProof unproved(ProofTask task, String why) {
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    images(task).forEach(image -> unseen.put(image, why));
    return new ChartProof(
        task.main(), false, List.of(), unseen, Optional.empty(), Map.of(), Map.of(), List.of(why));
  }

  /// The images of a chart and of all that it is made of.
  private static List<ImageField> images(ProofTask task) {
    var parts = task.migration().bundle().parts(task.main());
    return task.migration().images().stream()
        .filter(image -> parts.contains(image.chart()))
        .toList();
  }
}
