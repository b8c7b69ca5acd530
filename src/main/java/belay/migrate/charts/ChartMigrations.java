package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.helm.Helm;
import belay.migrate.charts.MigratedChart.ChartState;
import belay.migrate.charts.MigratedCharts.ChangedFile;
import belay.migrate.companion.CallerScan;
import belay.migrate.companion.CallerScan.Caller;
import belay.migrate.model.KeyChange;
import belay.migrate.model.RewriteOptions;
import belay.migrate.proof.ChartProof;
import belay.migrate.proof.ChartProver;
import belay.migrate.proof.ProofOptions;
import belay.migrate.proof.ProofTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Plans and proves the migration of charts; nothing is written.
public final class ChartMigrations {
  /// So many are planned together: what runs at once is for the processors to say.
  private static final int AT_ONCE = 32;

  private final Path cwd;
  private final MigrateRequest request;
  private final Optional<TagLookup> lookup;
  private final ChartProver prover;
  private final FolderNames names;
  private final GivenValues given;
  private final List<MigratedChart> unreadable = new ArrayList<>();
  private int asked;

  private ChartMigrations(
      Path cwd, Optional<Helm> helm, MigrateRequest request, Optional<TagLookup> lookup) {
    this.cwd = cwd;
    this.lookup = lookup;
    this.request = request;
    this.prover = new ChartProver(helm, new ProofOptions(request.mode(), request.stubs()));
    this.given = GivenValues.read(cwd, request.values());
    this.names = new FolderNames(cwd, request.folders());
  }

  /// Plans and proves all of a request.
  ///
  /// @param cwd the working directory
  /// @param helm renders; without it nothing is proved
  /// @param lookup is asked for the digests of tags; without it they stay empty
  /// @throws Failure (usage) where a folder holds no chart
  public static MigratedCharts plan(
      Path cwd, Optional<Helm> helm, MigrateRequest request, Optional<TagLookup> lookup) {
    return new ChartMigrations(cwd, helm, request, lookup).plan();
  }

  private MigratedCharts plan() {
    Map<Path, Set<Path>> byLimit = new LinkedHashMap<>();
    for (var folder : request.folders()) {
      for (var chart : ChartFinder.find(cwd.resolve(folder))) {
        byLimit.computeIfAbsent(ChartFinder.limit(chart), _ -> new TreeSet<>()).add(chart);
      }
    }
    asked = byLimit.values().stream().mapToInt(Set::size).sum();
    var plans =
        byLimit.entrySet().stream()
            .flatMap(group -> planned(group.getKey(), group.getValue()).stream())
            .toList();
    var results = sound(plans);
    List<MigratedChart> charts = new ArrayList<>(unreadable);
    Map<Path, ChangedFile> files = new TreeMap<>(files(results));
    for (var result : results) {
      charts.addAll(result.charts());
      files.putAll(result.files());
    }
    charts.sort(Comparator.comparing(MigratedChart::folder));
    var tags = ResolvedTags.of(results, files, lookup);
    return new MigratedCharts(charts, tags.filled(files), callers(results), tags.missing());
  }

  /// Leaves out images whose migration breaks something, and tries the others again.
  private List<BundleResult> sound(List<PlannedBundle> plans) {
    var results = results(plans.stream().map(plan -> new Attempt(plan, List.of())).toList());
    for (var suspicion : Suspicion.ROUNDS) {
      var again =
          results.stream()
              .filter(result -> result.refused().isPresent())
              .map(result -> Attempt.after(result, suspicion.without(result)))
              .toList();
      if (again.isEmpty()) {
        break;
      }
      var sound = results.stream().filter(result -> result.refused().isEmpty());
      results = Stream.concat(sound, results(again).stream()).toList();
    }
    return results;
  }

  private List<PlannedBundle> planned(Path limit, Set<Path> folders) {
    var options = RewriteOptions.of(request.mode(), request.split());
    return ReadableCharts.read(limit, List.copyOf(folders), this::unreadable).stream()
        .gather(Gatherers.mapConcurrent(AT_ONCE, bundle -> planned(bundle, options)))
        .flatMap(Optional::stream)
        .toList();
  }

  /// What nobody foresaw in one chart is told of it, and does not keep the others from their proof.
  private Optional<PlannedBundle> planned(ChartBundle bundle, RewriteOptions options) {
    try {
      return Optional.of(PlannedBundle.of(bundle, options));
    } catch (Failure failure) {
      bundle.mains().forEach(main -> unreadable(bundle.root().resolve(main), failure));
    } catch (RuntimeException | StackOverflowError e) {
      var bug = new Failure(Kind.BUG, "not understood: " + InWords.of(e), "report it", e);
      bundle.mains().forEach(main -> unreadable(bundle.root().resolve(main), bug));
    }
    return Optional.empty();
  }

  /// The only chart that was asked for has to be one.
  private synchronized void unreadable(Path folder, Failure failure) {
    if (asked == 1) {
      throw failure;
    }
    unreadable.add(
        new MigratedChart(
            names.of(folder),
            ChartState.REPORTED,
            List.of(),
            Optional.of(failure.what()),
            List.of()));
  }

  private List<BundleResult> results(List<Attempt> attempts) {
    var after = given.after(attempts.stream().map(Attempt::plan).toList());
    List<ProofTask> tasks = new ArrayList<>();
    for (var attempt : attempts) {
      for (var main : attempt.open()) {
        var plan = attempt.plan();
        tasks.add(new ProofTask(plan.migration(), main, given.tried(plan, main, after, names)));
      }
    }
    var left = prover.prove(tasks).iterator();
    List<BundleResult> results = new ArrayList<>();
    for (var attempt : attempts) {
      List<ChartProof> own = new ArrayList<>(attempt.known());
      attempt.open().forEach(_ -> own.add(left.next()));
      results.add(new BundleResult(names, attempt.plan(), own));
    }
    return results;
  }

  /// The given values files that change with the charts that are written.
  private Map<Path, ChangedFile> files(List<BundleResult> results) {
    var written =
        results.stream()
            .filter(result -> result.refused().isEmpty())
            .map(BundleResult::plan)
            .toList();
    Map<Path, ChangedFile> files = new TreeMap<>();
    given
        .after(written)
        .forEach((place, bytes) -> {
          if (!Arrays.equals(bytes, given.files().get(place))) {
            files.put(place, ChangedFile.of(names.of(place), place, bytes));
          }
        });
    return files;
  }

  /// Who sets keys that are gone: in the work trees of the charts that are written.
  private List<Caller> callers(List<BundleResult> results) {
    Map<Path, Set<String>> gone = new LinkedHashMap<>();
    for (var result : results) {
      var bundle = result.plan().bundle();
      if (result.refused().isEmpty()) {
        result.plan().rewrite().keys().stream()
            .flatMap(change -> gone(change).stream())
            .forEach(key -> gone.computeIfAbsent(bundle.root(), _ -> new TreeSet<>()).add(key));
      }
    }
    List<Caller> callers = new ArrayList<>();
    gone.forEach((root, keys) ->
        CallerScan.of(root, keys).stream()
            .map(caller ->
                new Caller(
                    names.of(root.resolve(caller.file())),
                    caller.line(),
                    caller.key(),
                    caller.text()))
            .forEach(callers::add));
    return callers;
  }

  private static Optional<String> gone(KeyChange change) {
    var path =
        switch (change) {
          case KeyChange.Removed removed -> removed.path();
          case KeyChange.Digest digest -> digest.tag();
          case KeyChange.Lifted lifted -> lifted.path();
          case KeyChange.Version version -> version.tag();
          case KeyChange.Named _ -> List.<String>of();
        };
    return path.isEmpty() || path.contains("*")
        ? Optional.empty()
        : Optional.of(String.join(".", path));
  }
}
