package belay.git;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/// What a branch was at, commit by commit, from the newest to the first.
///
/// The steps are those of the branch's main line. What a merge brought is one step, at the merge,
/// since from then on it was so on the branch; [#origins] tells who had made it so.
public final class Timeline {
  /// Steps are looked at in runs of so many, each by one thread, so that neighbours share work.
  private static final int RUN = 1024;

  private final PackStore store;
  private final Graph graph;
  private final boolean cut;

  private Timeline(PackStore store, Graph graph, boolean cut) {
    this.store = store;
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

  static Timeline of(Repository repository, ObjectId tip, String branch) throws IOException {
    var shallow = repository.getObjectDatabase().getShallowCommits();
    var store = PackStore.open(repository);
    try {
      var graph = Graph.load(store, tip, branch, Commits.in(store, shallow));
      return new Timeline(store, graph, shallow.contains(graph.mainLine().getLast().id()));
    } catch (UncheckedIOException e) {
      throw Optional.ofNullable(e.getCause()).orElseGet(() -> new IOException(e));
    }
  }

  /// Objects that are missing or damaged are the user's to know, and no mistake of the program.
  private <T> T read(PackStore.Reading<T> work) {
    try {
      return store.read(work);
    } catch (UncheckedIOException e) {
      var cause = Optional.ofNullable(e.getCause()).orElseGet(() -> new IOException(e));
      throw Failures.local(store.repository().getDirectory().toString(), cause);
    }
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
    return new Spot(node.id().name(), Instant.ofEpochSecond(node.seconds()));
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
    return commitOf(revision).stream().mapToInt(Node::landing).findFirst();
  }

  /// The full id of a commit of the branch, on its main line or not.
  public Optional<String> id(String revision) {
    return commitOf(revision).map(node -> node.id().name());
  }

  private Optional<Node> commitOf(String revision) {
    try {
      var id = store.repository().resolve(revision + "^{commit}");
      return id == null ? Optional.empty() : graph.node(id);
    } catch (IOException | RevisionSyntaxException notOne) {
      return Optional.empty();
    }
  }

  /// The steps from one index up to another, newest first, where files differ.
  ///
  /// @param paths the files to look at; empty for all
  public Stream<Step> steps(int from, int to, Collection<String> paths, Sieve sieve) {
    var parallel = Runtime.getRuntime().availableProcessors();
    var only = Set.copyOf(paths);
    return IntStream.iterate(from, start -> start < to, start -> start + RUN)
        .boxed()
        .gather(
            Gatherers.mapConcurrent(
                parallel + 1, start -> run(start, Math.min(start + RUN, to), only, sieve)))
        .flatMap(List::stream);
  }

  private List<Step> run(int from, int to, Set<String> paths, Sieve sieve) {
    return read(reader -> {
      var changes = paths.isEmpty() ? all(reader) : of(reader, from, paths);
      var steps = new ArrayList<Step>();
      for (var i = from; i < to; i++) {
        var files = changes.at(i);
        var kept = files.isEmpty() ? files : sieve.keep(files);
        if (!kept.isEmpty()) {
          steps.add(new Step(i, kept));
        }
      }
      return steps;
    });
  }

  /// What each commit changed, asked from newer to older.
  private interface Changes {
    List<FileDelta> at(int index) throws IOException;
  }

  private Changes all(PackReader reader) {
    var diff = new TreeDiff(reader);
    return index -> diff.between(tree(index + 1), tree(index));
  }

  private Changes of(PackReader reader, int from, Set<String> paths) throws IOException {
    var watched = new Watched(reader, paths);
    watched.older(tree(from));
    return index -> watched.older(tree(index + 1));
  }

  private Optional<ObjectId> tree(int index) {
    return index < size() ? Optional.of(graph.mainLine().get(index).tree()) : Optional.empty();
  }

  /// All files that one step changed.
  public List<FileDelta> step(int index) {
    return read(reader -> new TreeDiff(reader).between(tree(index + 1), tree(index)));
  }

  /// All files of a commit of the branch, as if they had come at once.
  ///
  /// @param commit a full id
  public List<FileDelta> files(String commit) {
    var tree = graph.node(ObjectId.fromString(commit)).map(Node::tree);
    return read(reader -> new TreeDiff(reader).between(Optional.empty(), tree));
  }

  /// The name of a file's content at a commit of the main line.
  public Optional<String> blob(int index, String path) {
    return tree(index).flatMap(tree -> read(reader -> Sides.blob(reader, tree, path)));
  }

  /// A content by its name; empty where it is larger than any text that people edit.
  public Optional<byte[]> content(String blob) {
    try {
      return Optional.of(read(reader -> reader.read(ObjectId.fromString(blob))));
    } catch (LargeObjectException e) {
      return Optional.empty();
    }
  }

  /// Who wrote a commit, when and why.
  public Commit commit(String id) {
    return read(_ -> new Contents(store.repository()).commit(ObjectId.fromString(id)));
  }

  /// The commits that made a file what a merge of the main line then brought, newest first; none
  /// where the merge itself did.
  public List<Origin> origins(int merge, String path, Follow follow) {
    return read(reader -> new Sides(reader, merge, follow).origins(graph.mainLine(), path));
  }
}
