package belay.git.history;

import belay.git.object.FileDelta;
import belay.git.object.LocalRepository;
import belay.git.run.RepositoryAccess;
import belay.git.run.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Which commit of a branch changed which file, kept from one run to the next: only what is new is
/// asked of git. Where nothing is known yet, a question for some files is answered by looking at
/// these alone, and that is kept as well.
final class HistoryIndex {
  private static final String GRAPH = "graph";
  private static final Set<String> ALL = Set.of();

  /// So many commits are looked at without more ado.
  private static final int FEW = 4096;

  private static final int FIRST_CHUNK = 16;
  private static final int LARGEST_CHUNK = 512;
  private static final int PARALLEL = Runtime.getRuntime().availableProcessors();

  private final LocalRepository repository;
  private final HistoryFolder folder;
  private final CommitGraph graph;
  private final ChangedFiles diff;
  private final Map<Set<String>, StepTable> tables = new HashMap<>();

  private HistoryIndex(LocalRepository repository, HistoryFolder folder, CommitGraph graph) {
    this.repository = repository;
    this.folder = folder;
    this.graph = graph;
    this.diff = new ChangedFiles(repository.git(), graph);
  }

  /// The index of a branch, brought forward to where it is now.
  ///
  /// @param tip the branch's newest commit
  /// @param branch its short name
  static HistoryIndex open(LocalRepository repository, String tip, String branch)
      throws IOException {
    var folder = HistoryFolder.of(repository, branch);
    var known = folder.load(GRAPH, CommitGraph::load);
    var graph =
        new GraphBuilder(repository, branch)
            .bring(known.orElseGet(() -> CommitGraph.empty(tip.length() / 2)), tip);
    if (known.filter(it -> it.endsWith(tip)).isEmpty()) {
      folder.save(GRAPH, graph.save(folder.writer()));
    }
    return new HistoryIndex(repository, folder, graph);
  }

  CommitGraph graph() {
    return graph;
  }

  /// The steps of a run of places, newest first, where files differ; what a sieve leaves of them.
  ///
  /// @param low the oldest place
  /// @param high the one after the newest
  /// @param paths the files to look at; empty for all
  Stream<Timeline.Step> steps(int low, int high, Set<String> paths, Timeline.Sieve sieve) {
    var ready = ready(paths);
    if (ready.isPresent()) {
      return steps(ready.get(), low, high, paths, sieve);
    }
    var first = Math.max(low, high - FEW);
    return StreamSupport.stream(
        new Joined<>(
            newest(first, high, paths, sieve).spliterator(),
            () -> steps(complete(paths), low, first, paths, sieve).spliterator()),
        false);
  }

  /// One after the other, the second one not begun before the first is at its end.
  private static final class Joined<T> extends Spliterators.AbstractSpliterator<T> {
    private Spliterator<T> now;
    private Optional<Supplier<Spliterator<T>>> then;

    private Joined(Spliterator<T> first, Supplier<Spliterator<T>> second) {
      super(Long.MAX_VALUE, Spliterator.ORDERED);
      this.now = first;
      this.then = Optional.of(second);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
      if (now.tryAdvance(action)) {
        return true;
      }
      if (then.isEmpty()) {
        return false;
      }
      now = then.get().get();
      then = Optional.empty();
      return now.tryAdvance(action);
    }
  }

  /// Looked at without the index, for who wants no more than the newest changes.
  private Stream<Timeline.Step> newest(int low, int high, Set<String> paths, Timeline.Sieve sieve) {
    var rows = RepositoryAccess.at(place(), () -> diff.rows(low, high, paths));
    return rows.reversed().stream()
        .map(row -> step(row.place(), row.files(), sieve))
        .filter(step -> !step.files().isEmpty());
  }

  private String place() {
    return repository.directory().toString();
  }

  private Timeline.Step step(int place, List<FileDelta> files, Timeline.Sieve sieve) {
    return new Timeline.Step(graph.places() - 1 - place, sieve.keep(files));
  }

  /// What answers with little effort.
  private Optional<StepTable> ready(Set<String> paths) {
    for (var key : paths.isEmpty() ? List.of(ALL) : List.of(ALL, paths)) {
      var known = known(key);
      if (known.covered() > 0 && graph.places() - known.covered() <= FEW) {
        return Optional.of(complete(key));
      }
    }
    return graph.places() <= FEW ? Optional.of(complete(paths)) : Optional.empty();
  }

  private StepTable complete(Set<String> key) {
    var known = known(key);
    if (known.covered() == graph.places()) {
      return known;
    }
    var table = RepositoryAccess.at(place(), () -> brought(known.first(known.covered()), key));
    tables.put(key, table);
    folder.save(name(key), save(table));
    return table;
  }

  private StepTable brought(StepTable table, Set<String> key) throws IOException {
    var missing = graph.places() - table.covered();
    var length = Math.max(FEW, missing / (4 * PARALLEL) + 1);
    IntStream.iterate(table.covered(), from -> from < graph.places(), from -> from + length)
        .boxed()
        .gather(
            Gatherers.mapConcurrent(
                PARALLEL, from -> rows(from, Math.min(from + length, graph.places()), key)))
        .forEach(rows -> rows.into(table));
    return table;
  }

  private record Rows(List<StepTable.Row> rows, int to) {
    private void into(StepTable table) {
      table.add(rows, to);
    }
  }

  private Rows rows(int from, int to, Set<String> key) {
    return RepositoryAccess.at(
        place(),
        () ->
            new Rows(
                key.isEmpty() ? diff.rowsWithDigests(from, to) : diff.rows(from, to, key), to));
  }

  private StepTable known(Set<String> key) {
    return tables.computeIfAbsent(
        key,
        _ ->
            folder.load(name(key), this::load).orElseGet(() -> new StepTable(graph.ids().width())));
  }

  private static String name(Set<String> key) {
    return key.isEmpty() ? "files" : "files-" + Sha256.hex(String.join("\0", new TreeSet<>(key)));
  }

  /// Some commits of the main line with their places: by these it is found out how far what is
  /// known still holds after the branch was set to other commits.
  private ColumnFile.Writer save(StepTable table) {
    var places = new IntColumn();
    var commits = new ArrayList<String>();
    for (var back = 1; back <= table.covered(); back *= 2) {
      places.add(table.covered() - back);
      commits.add(graph.at(table.covered() - back));
    }
    var file = folder.writer().ints(places.toArray()).text(String.join(" ", commits));
    table.save(file);
    return file;
  }

  private StepTable load(ColumnFile.Reader file) throws IOException {
    var places = file.ints();
    var commits = file.text().split(" ");
    var table = StepTable.load(file);
    for (var i = 0; i < places.length; i++) {
      if (places[i] < graph.places() && graph.at(places[i]).equals(commits[i])) {
        return i == 0 ? table : table.first(places[i] + 1);
      }
    }
    return new StepTable(graph.ids().width());
  }

  private Stream<Timeline.Step> steps(
      StepTable table, int low, int high, Collection<String> paths, Timeline.Sieve sieve) {
    var wanted = wanted(table, paths, sieve);
    wanted.clear(0, table.stepsBelow(low));
    wanted.clear(table.stepsBelow(high), Math.max(wanted.length(), table.stepsBelow(high)));
    return chunks(wanted)
        .gather(
            Gatherers.mapConcurrent(
                PARALLEL,
                chunk -> {
                  if (!paths.isEmpty()) {
                    readAhead(table, chunk, paths);
                  }
                  return chunk.stream()
                      .map(step -> step(table.place(step), table.files(step, paths), sieve))
                      .filter(step -> !step.files().isEmpty())
                      .toList();
                }))
        .flatMap(List::stream);
  }

  /// Who asks for some files wants to know who committed what they were.
  private void readAhead(StepTable table, List<Integer> steps, Collection<String> paths) {
    var ids = new LinkedHashSet<String>();
    for (var step : steps) {
      ids.add(graph.at(table.place(step)));
      for (var file : table.files(step, paths)) {
        file.before().ifPresent(ids::add);
        file.after().ifPresent(ids::add);
      }
    }
    RepositoryAccess.at(
        place(),
        () -> {
          repository.objects().readAhead(List.copyOf(ids));
          return ids;
        });
  }

  private static BitSet wanted(StepTable table, Collection<String> paths, Timeline.Sieve sieve) {
    if (!paths.isEmpty()) {
      return table.changing(paths);
    }
    return sieve
        .need()
        .map(need -> {
          var wanted = table.holding(need.digits());
          wanted.or(table.changing(need.paths()));
          return wanted;
        })
        .orElseGet(table::all);
  }

  /// The numbers of a set from the greatest down, few at first and then more at once.
  private static Stream<List<Integer>> chunks(BitSet numbers) {
    var chunks = new ArrayList<List<Integer>>();
    var chunk = new ArrayList<Integer>();
    var size = FIRST_CHUNK;
    for (var at = numbers.length() - 1; at >= 0; at = numbers.previousSetBit(at - 1)) {
      chunk.add(at);
      if (chunk.size() == size) {
        chunks.add(chunk);
        chunk = new ArrayList<>();
        size = Math.min(2 * size, LARGEST_CHUNK);
      }
    }
    chunks.add(chunk);
    return chunks.stream();
  }
}
