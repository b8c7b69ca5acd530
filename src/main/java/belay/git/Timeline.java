package belay.git;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a branch was at, commit by commit, from the newest to the first.
///
/// The steps are those of the branch's main line. What a merge brought is one step, at the merge,
/// since from then on it was so on the branch; [#origins] tells who had made it so.
public final class Timeline {
  /// Steps are looked at in runs, each by one process, so that neighbours share work: a short one
  /// for who wants the newest only, then one for each processor.
  private static final int SHORT_RUN = 4096;

  private final Repository repository;
  private final Graph graph;
  private final boolean cut;

  private Timeline(Repository repository, Graph graph, boolean cut) {
    this.repository = repository;
    this.graph = graph;
    this.cut = cut;
  }

  /// One commit of the main line.
  ///
  /// @param commit its id
  /// @param time when it was committed
  public record Spot(String commit, Instant time) {}

  /// The change from one commit of the main line to the next.
  ///
  /// @param index where the newer commit stands, counted from the newest of all
  /// @param files the files that differ; never none
  public record Step(int index, List<FileDelta> files) {
    public Step {
      files = List.copyOf(files);
    }
  }

  /// Looks through a step's files where the step was found, by many threads at once.
  public interface Sieve {
    /// The files of a step that matter.
    List<FileDelta> keep(List<FileDelta> files);
  }

  /// A commit that changed a file.
  ///
  /// @param commit its id
  /// @param before the content's name before it; empty where the file was not there
  /// @param after the same after it
  public record Origin(String commit, Optional<String> before, Optional<String> after) {}

  static Timeline of(Repository repository, String tip, String branch) throws IOException {
    var graph = Graph.load(repository, tip, branch);
    var shallow = repository.common().resolve("shallow");
    var cut =
        Files.exists(shallow)
            && Files.readAllLines(shallow).contains(graph.mainLine().getLast().id());
    return new Timeline(repository, graph, cut);
  }

  /// Objects that are missing or damaged are the user's to know, and no mistake of the program.
  private <T> T read(Work<T> work) {
    return Work.at(repository.directory().toString(), work);
  }

  /// How many commits the main line has.
  public int size() {
    return graph.mainLine().size();
  }

  /// Whether older commits are missing, as the clone is shallow.
  public boolean cut() {
    return cut;
  }

  /// A commit of the main line, counted from the newest.
  public Spot spot(int index) {
    var node = graph.mainLine().get(index);
    return new Spot(node.id(), Instant.ofEpochSecond(node.seconds()));
  }

  /// Whether a commit of the main line is a merge.
  public boolean isMerge(int index) {
    return graph.mainLine().get(index).parents().size() > 1;
  }

  /// Where the branch was at a time: the newest commit that is not newer; the size where there is
  /// none.
  public int at(Instant time) {
    var line = graph.mainLine();
    return IntStream.range(0, line.size())
        .filter(i -> line.get(i).seconds() <= time.getEpochSecond())
        .findFirst()
        .orElse(line.size());
  }

  /// Where the branch first had a commit.
  ///
  /// @param revision an id, also an abbreviated one, or a tag, with `~2` and the like
  /// @return empty where there is no such commit on the branch
  public OptionalInt of(String revision) {
    return commitOf(revision).stream().mapToInt(Graph.Node::landing).findFirst();
  }

  /// The full id of a commit of the branch, on its main line or not.
  public Optional<String> id(String revision) {
    return commitOf(revision).map(node -> node.id());
  }

  private Optional<Graph.Node> commitOf(String revision) {
    try {
      return repository
          .objects()
          .find(revision + "^{commit}")
          .flatMap(found -> graph.node(found.id()));
    } catch (IOException notOne) {
      return Optional.empty();
    }
  }

  /// The steps from one index up to another, newest first, where files differ.
  ///
  /// @param paths the files to look at; empty for all
  public Stream<Step> steps(int from, int to, Collection<String> paths, Sieve sieve) {
    var parallel = Runtime.getRuntime().availableProcessors();
    var first = Math.min(to, from + SHORT_RUN);
    var length = Math.max(SHORT_RUN, (to - first + parallel - 1) / parallel);
    var only = Set.copyOf(paths);
    return IntStream.iterate(
            from, start -> start < to, start -> start < first ? first : start + length)
        .boxed()
        .gather(
            Gatherers.mapConcurrent(
                parallel,
                start ->
                    run(start, start < first ? first : Math.min(start + length, to), only, sieve)))
        .flatMap(List::stream);
  }

  private List<Step> run(int from, int to, Set<String> paths, Sieve sieve) {
    return read(() -> {
      var steps = new ArrayList<Step>();
      try (var diff = new DiffTree(repository.git(), paths)) {
        diff.each(
            IntStream.range(from, to).mapToObj(this::pair).toList(),
            (number, files) -> {
              var kept = files.isEmpty() ? files : sieve.keep(files);
              if (!kept.isEmpty()) {
                steps.add(new Step(from + number, kept));
              }
            });
      }
      return steps;
    });
  }

  private DiffTree.Pair pair(int index) {
    var line = graph.mainLine();
    var before =
        index + 1 < line.size() ? Optional.of(line.get(index + 1).id()) : Optional.<String>empty();
    return new DiffTree.Pair(before, line.get(index).id());
  }

  /// All files that one step changed.
  public List<FileDelta> step(int index) {
    return read(() -> {
      return repository.diff().files(pair(index));
    });
  }

  /// All files of a commit of the branch, as if they had come at once.
  ///
  /// @param commit a full id
  public List<FileDelta> files(String commit) {
    return read(() -> new Contents(repository).all(commit));
  }

  /// The name of a file's content at a commit of the main line.
  public Optional<String> blob(int index, String path) {
    return index < size()
        ? read(() -> new Contents(repository).blob(graph.mainLine().get(index).id(), path))
        : Optional.empty();
  }

  /// A content by its name; empty where it is larger than any text that people edit.
  public Optional<byte[]> content(String blob) {
    return read(() ->
        Optional.of(repository.objects().get(blob))
            .filter(found -> !found.tooLarge())
            .map(Objects.Found::bytes));
  }

  /// Who wrote a commit, when and why.
  public Commit commit(String id) {
    return read(() -> new Contents(repository).commit(id));
  }

  /// The commits that made a file what a merge of the main line then brought, newest first; none
  /// where the merge itself did.
  public List<Origin> origins(int merge, String path, Follow follow) {
    return read(() -> {
      return new Sides(new Contents(repository), repository.diff(), merge, follow)
          .origins(graph.mainLine(), path);
    });
  }
}
