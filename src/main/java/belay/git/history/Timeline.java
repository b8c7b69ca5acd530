package belay.git.history;

import belay.git.object.Commit;
import belay.git.object.Contents;
import belay.git.object.FileDelta;
import belay.git.object.LocalRepository;
import belay.git.object.ObjectReader;
import belay.git.run.RepositoryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a branch was at, commit by commit, from the newest to the first.
///
/// The steps are those of the branch's main line. What a merge brought is one step, at the merge,
/// since from then on it was so on the branch; [#origins] tells who had made it so.
public final class Timeline {
  private final LocalRepository repository;
  private final HistoryIndex index;
  private final CommitGraph graph;
  private final boolean cut;

  private Timeline(LocalRepository repository, HistoryIndex index, boolean cut) {
    this.repository = repository;
    this.index = index;
    this.graph = index.graph();
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

    /// What a step has to have, so that others may be left out unseen; empty where all may matter.
    default Optional<Need> need() {
      return Optional.empty();
    }
  }

  /// What makes a step matter: a digest that stands in a file before or after, a path, or files
  /// that came while others went.
  ///
  /// @param digits the digest's first hex digits
  /// @param paths the files that matter whatever stands in them
  public record Need(String digits, Set<String> paths) {
    public Need {
      paths = Set.copyOf(paths);
    }
  }

  /// A commit that changed a file.
  ///
  /// @param commit its id
  /// @param before the content's name before it; empty where the file was not there
  /// @param after the same after it
  public record Origin(String commit, Optional<String> before, Optional<String> after) {}

  public static Timeline of(LocalRepository repository, String tip, String branch)
      throws IOException {
    var index = HistoryIndex.open(repository, tip, branch);
    var shallow = repository.common().resolve("shallow");
    var cut = Files.exists(shallow) && Files.readAllLines(shallow).contains(index.graph().at(0));
    return new Timeline(repository, index, cut);
  }

  /// ObjectReader that are missing or damaged are the user's to know, and no mistake of the
  /// program.
  private <T> T read(RepositoryAccess<T> work) {
    return RepositoryAccess.at(repository.directory().toString(), work);
  }

  /// How many commits the main line has.
  public int size() {
    return graph.places();
  }

  /// The number of a commit of the main line, which is counted from the newest.
  private int number(int index) {
    return graph.line().get(place(index));
  }

  private int place(int index) {
    return size() - 1 - index;
  }

  /// Whether older commits are missing, as the clone is shallow.
  public boolean cut() {
    return cut;
  }

  /// A commit of the main line, counted from the newest.
  public Spot spot(int index) {
    return new Spot(
        graph.at(place(index)), Instant.ofEpochSecond(graph.seconds().get(number(index))));
  }

  /// Whether a commit of the main line is a merge.
  public boolean isMerge(int index) {
    return graph.parents(number(index)).length > 1;
  }

  /// Where the branch was at a time: the newest commit that is not newer; the size where there is
  /// none.
  public int at(Instant time) {
    return IntStream.range(0, size())
        .filter(i -> graph.seconds().get(number(i)) <= time.getEpochSecond())
        .findFirst()
        .orElse(size());
  }

  /// Where the branch first had a commit.
  ///
  /// @param revision an id, also an abbreviated one, or a tag, with `~2` and the like
  /// @return empty where there is no such commit on the branch
  public OptionalInt of(String revision) {
    return commitOf(revision).stream().mapToInt(it -> place(graph.landings().get(it))).findFirst();
  }

  /// The full id of a commit of the branch, on its main line or not.
  public Optional<String> id(String revision) {
    return commitOf(revision).map(graph.ids()::hex);
  }

  private Optional<Integer> commitOf(String revision) {
    try {
      return repository
          .objects()
          .find(revision + "^{commit}")
          .flatMap(found -> graph.find(found.id()));
    } catch (IOException notOne) {
      return Optional.empty();
    }
  }

  /// The steps from one index up to another, newest first, where files differ.
  ///
  /// @param paths the files to look at; empty for all
  public Stream<Step> steps(int from, int to, Collection<String> paths, Sieve sieve) {
    return index.steps(size() - to, size() - from, Set.copyOf(paths), sieve);
  }

  /// All files that one step changed.
  public List<FileDelta> step(int index) {
    return read(() -> {
      return repository.diff().files(new ChangedFiles(repository.git(), graph).pair(place(index)));
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
        ? read(() -> new Contents(repository).blob(graph.at(place(index)), path))
        : Optional.empty();
  }

  /// A content by its name; empty where it is larger than any text that people edit.
  public Optional<byte[]> content(String blob) {
    return read(() ->
        Optional.of(repository.objects().get(blob))
            .filter(found -> !found.tooLarge())
            .map(ObjectReader.Found::bytes));
  }

  /// Who wrote a commit, when and why.
  public Commit commit(String id) {
    return read(() -> new Contents(repository).commit(id));
  }

  /// The commits that made a file what a merge of the main line then brought, newest first; none
  /// where the merge itself did.
  public List<Origin> origins(int merge, String path, RenameDetection detection) {
    return read(() -> {
      return new MergeOrigins(new Contents(repository), repository.diff(), graph, detection)
          .origins(place(merge), path);
    });
  }
}
