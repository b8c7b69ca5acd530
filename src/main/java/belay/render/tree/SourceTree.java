package belay.render.tree;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.host.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// The files of one repository at one state, read and never written. Symbolic links are followed
/// within the tree, and never out of it. Safe for use by several threads.
public final class SourceTree implements AutoCloseable {
  private static final long LARGEST = 16 << 20;

  private final String origin;
  private final String revision;
  private final Path root;
  private final NavigableSet<String> paths;
  private final FolderCopies copies;
  private final Optional<TemporaryFolder> temporary;

  private SourceTree(
      String origin,
      String revision,
      Path root,
      Collection<String> paths,
      Optional<TemporaryFolder> temporary) {
    this.origin = origin;
    this.revision = revision;
    this.root = realPath(root);
    this.paths = Collections.unmodifiableNavigableSet(new TreeSet<>(paths));
    this.copies = new FolderCopies(this);
    this.temporary = temporary;
  }

  private static Path realPath(Path root) {
    try {
      return root.toRealPath();
    } catch (IOException e) {
      throw unreadable(root.toString(), e);
    }
  }

  /// A user's work tree as it stands: what is committed and what is not, save what git ignores.
  ///
  /// @param revision the commit that is checked out; empty where there is none
  public static SourceTree ofWorkTree(GitRepo repo, String revision) {
    var root = repo.workTree().orElseThrow();
    return new SourceTree("", revision, root, repo.workTreeFiles(), Optional.empty());
  }

  /// A commit of a repository.
  ///
  /// @param origin what messages call it, such as its address; empty for the repository at hand
  public static SourceTree ofCommit(GitRepo repo, String commit, String origin) {
    var folder = TemporaryFolder.create("belay-tree");
    try {
      repo.checkOut(commit, folder.path());
      return new SourceTree(
          origin, commit, folder.path(), FolderFiles.in(folder.path()), Optional.of(folder));
    } catch (Failure e) {
      folder.close();
      throw e;
    }
  }

  /// A folder of this machine with all in it, such as an unpacked chart.
  ///
  /// @param revision what it is, such as the chart's version
  public static SourceTree ofFolder(Path folder, String origin, String revision) {
    return new SourceTree(origin, revision, folder, FolderFiles.in(folder), Optional.empty());
  }

  /// What messages put before a path: nothing for the repository at hand, else the address.
  public String origin() {
    return origin;
  }

  /// The commit, or a chart's version; empty where there is none.
  public String revision() {
    return revision;
  }

  /// The files, sorted; symbolic links stand here as what they are called.
  public NavigableSet<String> paths() {
    return paths;
  }

  /// The files below a folder, sorted.
  public NavigableSet<String> below(String folder) {
    return folder.isEmpty() ? paths : paths.subSet(folder + "/", true, folder + "0", false);
  }

  /// Whether there is such a file.
  ///
  /// @throws Failure (refused) where a link leads out of the tree
  public boolean hasFile(String path) {
    return find(path).filter(Files::isRegularFile).isPresent();
  }

  /// Whether there is such a folder.
  public boolean hasFolder(String path) {
    return path.isEmpty()
        || !below(path).isEmpty()
        || find(path).filter(Files::isDirectory).isPresent();
  }

  /// A file's bytes; empty where there is no such file.
  ///
  /// @throws Failure (refused) where it is too large, or a link leads out of the tree
  public Optional<byte[]> read(String path) {
    var file = find(path).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (Files.size(file.get()) > LARGEST) {
        throw new Failure(
            Kind.REFUSED,
            "%s: more than the %d bytes that are read".formatted(path, LARGEST),
            "split the file");
      }
      return Optional.of(Files.readAllBytes(file.get()));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /// Where a file is on this machine, links followed; empty where there is no such file.
  public Optional<Path> file(String path) {
    return find(path).filter(Files::isRegularFile);
  }

  /// The root on this machine, where there may be more than the tree has: for programs that read
  /// only what they are told.
  public Path root() {
    return root;
  }

  /// A folder on this machine with exactly the files that the tree has below this path, for
  /// programs that only read there.
  ///
  /// @throws Failure (refused) where a link in it leads out of the tree
  public Path folder(String path) {
    return copies.folder(path);
  }

  /// Copies all files below a path into a folder, links followed, for programs that write there.
  public void copy(String path, Path into) {
    copies.copy(path, into);
  }

  /// Where a folder is on this machine, links followed; empty where there is none.
  Optional<Path> realFolder(String path) {
    return path.isEmpty() ? Optional.of(root) : find(path).filter(Files::isDirectory);
  }

  /// The path of what is at a place in the tree.
  String path(Path real) {
    return root.relativize(real).toString();
  }

  /// Where on this machine a path of the tree would be, whatever is there.
  Path place(String path) {
    return path.isEmpty() ? root : root.resolve(path);
  }

  /// What stands at a path, links followed: only what the tree has, since git ignores other files.
  private Optional<Path> find(String path) {
    var place = place(path);
    if (paths.contains(path) && !Files.isSymbolicLink(place)) {
      return Optional.of(place);
    }
    return Files.exists(place) ? inside(path, place) : Optional.empty();
  }

  private Optional<Path> inside(String path, Path place) {
    try {
      var real = place.toRealPath();
      if (!real.startsWith(root)) {
        throw new Failure(
            Kind.REFUSED,
            "%s: a link that leads out of the repository".formatted(path),
            "put the file itself there: Argo CD refuses such a link, too");
      }
      var name = root.relativize(real).toString();
      return paths.contains(name) || !below(name).isEmpty() ? Optional.of(real) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Failure unreadable(String path, Exception e) {
    return new Failure(
        Kind.REFUSED, "%s cannot be read".formatted(path), "ls -l %s".formatted(path), e);
  }

  /// Deletes what was written for it.
  @Override
  public void close() {
    copies.close();
    temporary.ifPresent(TemporaryFolder::close);
  }
}
