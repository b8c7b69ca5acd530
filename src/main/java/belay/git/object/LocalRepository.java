package belay.git.object;

import belay.git.run.Git;
import belay.git.run.GitFailures;
import belay.git.run.Refs;
import belay.host.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A repository on this machine, and the git that works in it.
public final class LocalRepository implements AutoCloseable {
  private static final String SYMBOLIC = "ref: ";

  private final Git git;
  private final Path directory;
  private @Nullable ObjectReader objects;
  private @Nullable DiffTree diff;

  /// @param directory the Git directory
  public LocalRepository(Git git, Path directory) {
    this.git = git;
    this.directory = directory;
  }

  public Git git() {
    return git;
  }

  public Path directory() {
    return directory;
  }

  /// What all work trees share.
  public Path common() {
    return WorkTrees.commonDirectory(directory);
  }

  /// What is kept in it, read by one process that is started when the first is read.
  public synchronized ObjectReader objects() {
    var known = objects;
    if (known == null) {
      known = new ObjectReader(git);
      objects = known;
    }
    return known;
  }

  /// What differs between commits, in all files, told by one process as well.
  public synchronized DiffTree diff() throws IOException {
    var known = diff;
    if (known == null) {
      known = new DiffTree(git, List.of());
      diff = known;
    }
    return known;
  }

  /// The commit that a full name of a ref stands for.
  public Optional<String> ref(String name) throws IOException {
    return objects().find(name).map(ObjectReader.Found::id);
  }

  /// The full name of the branch that `HEAD` names; empty where it names a commit.
  public Optional<String> head() throws IOException {
    var words = Files.readString(directory.resolve("HEAD")).strip();
    if (Refs.isId(words)) {
      return Optional.empty();
    }
    // where refs are kept otherwise, the file names one that cannot be
    return words.startsWith(SYMBOLIC) && !words.endsWith(".invalid")
        ? Optional.of(words.substring(SYMBOLIC.length()).strip())
        : Optional.of(git.run("symbolic-ref", "-q", "HEAD").line()).filter(it -> !it.isEmpty());
  }

  /// Whether one commit is another one or in its past, by what is here.
  public boolean isAncestor(String earlier, String later) throws IOException {
    return git.run("merge-base", "--is-ancestor", earlier, later).ok();
  }

  /// The same where either may not be here.
  public boolean knowsThat(String later, String earlier) throws IOException {
    return objects().has(later) && objects().has(earlier) && isAncestor(earlier, later);
  }

  /// The paths of the files in which two commits differ.
  public List<String> changed(String from, String to) throws IOException {
    var names =
        git.run(
            "diff-tree",
            "-r",
            "-z",
            "--name-only",
            "--no-renames",
            "--ignore-submodules=all",
            from,
            to);
    return Stream.of(names.orThrow().text().split("\0")).filter(path -> !path.isEmpty()).toList();
  }

  /// Moves a ref, or the branch that `HEAD` names, by compare-and-set. An interrupt in between
  /// waits.
  ///
  /// @param expected where it has to be; [Refs#NOTHING] where there must be none
  /// @return why it could not be moved
  public Optional<String> move(String ref, String expected, String to) throws IOException {
    var message = "belay: " + subject(to);
    try (var _ = Interrupts.whole()) {
      var result = git.run("update-ref", "-m", message, ref, to, expected);
      return result.ok() ? Optional.empty() : Optional.of(GitFailures.clean(result.err()));
    }
  }

  /// The first line of a commit's message.
  public String subject(String commit) throws IOException {
    return new Contents(this).commit(commit).message().lines().findFirst().orElse("");
  }

  /// The files of the work tree that git does not ignore and that are there.
  public List<String> workTreeFiles(Path root) throws IOException {
    var listed = git.run("ls-files", "-z", "--cached", "--others", "--exclude-standard");
    return paths(listed.orThrow().text())
        .distinct()
        .filter(path -> Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /// The files of the work tree, or of a commit, that differ from a revision, or rather from where
  /// the two parted, what git ignores left out.
  ///
  /// @param commit empty for the work tree
  public Set<String> changedSince(String revision, Optional<String> commit) throws IOException {
    var tip = commit.orElse("HEAD");
    var parted = git.run("merge-base", revision, tip);
    var base = parted.exit() == 0 ? parted.text().strip() : revision;
    Set<String> changed = new TreeSet<>();
    var diff =
        commit.isPresent()
            ? git.run("diff", "--name-only", "--no-renames", "-z", base, tip, "--")
            : git.run("diff", "--name-only", "--no-renames", "-z", base, "--");
    paths(diff.orThrow().text()).forEach(changed::add);
    if (commit.isEmpty()) {
      var others = git.run("ls-files", "-z", "--others", "--exclude-standard");
      paths(others.orThrow().text()).forEach(changed::add);
    }
    return changed;
  }

  private static Stream<String> paths(String text) {
    return Stream.of(text.split("\0")).filter(path -> !path.isEmpty());
  }

  /// Writes all files of a commit into an empty folder, as they are in it.
  public void checkOut(String commit, Path folder) throws IOException {
    var index = Files.createTempFile("belay-index", "");
    try {
      Files.delete(index);
      var plain =
          git.with(Map.of("GIT_INDEX_FILE", index.toString(), "GIT_LFS_SKIP_SMUDGE", "1"))
              .with(List.of("-c", "core.autocrlf=false", "-c", "core.bare=false"))
              .with(List.of("--work-tree=" + folder));
      plain.run("read-tree", commit).orThrow();
      plain.run("checkout-index", "--all", "--force", "--quiet").orThrow();
    } finally {
      Files.deleteIfExists(index);
    }
  }

  /// Every branch here, by its short name.
  public List<String> branches() throws IOException {
    return git.run("for-each-ref", "--format=%(refname)", "refs/heads")
        .orThrow()
        .text()
        .lines()
        .map(Refs::shortName)
        .toList();
  }

  @Override
  public synchronized void close() {
    if (objects != null) {
      objects.close();
    }
    if (diff != null) {
      diff.close();
      diff = null;
    }
  }
}
