package belay.deliver.setup.convention;

import belay.git.GitRepo;
import belay.git.object.Commit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a repository is like before anything is made in it: what is committed, and what lies in its
/// folder.
public final class ExistingFiles implements ReadableFiles {
  private final Optional<Path> folder;
  private final Optional<GitRepo> repo;
  private final Optional<Commit> tip;
  private final List<String> paths;

  /// @param folder where it lies, if it does
  /// @param repo empty where it is none yet
  /// @param tip empty where nothing is committed
  public ExistingFiles(Optional<Path> folder, Optional<GitRepo> repo, Optional<Commit> tip) {
    this.folder = folder.filter(f -> !Places.isBare(f));
    this.repo = repo;
    this.tip = tip;
    var all = new TreeSet<>(committed());
    this.folder.ifPresent(f -> all.addAll(Places.files(f)));
    this.paths = List.copyOf(all);
  }

  private List<String> committed() {
    return tip.flatMap(t -> repo.map(r -> r.list(t.id(), ""))).orElse(List.of());
  }

  /// The repository; empty where there is none yet.
  public Optional<GitRepo> repo() {
    return repo;
  }

  /// Whether there is a branch that something stands on already, or a folder with one.
  public boolean hasBranch() {
    return tip.isPresent() || folder.isPresent();
  }

  /// A file that is there, committed or not: neither is overwritten.
  @Override
  public Optional<byte[]> read(String path) {
    return tip.flatMap(t -> repo.flatMap(r -> r.read(t.id(), path)))
        .or(() -> folder.flatMap(f -> Places.read(f.resolve(path))));
  }

  /// The paths of all files.
  public List<String> paths() {
    return paths;
  }

  /// The paths below a folder.
  public List<String> list(String directory) {
    return paths.stream().filter(path -> path.startsWith(directory + "/")).toList();
  }
}
