package belay.git;

import belay.host.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A repository on this machine, and the git that works in it.
final class Repository implements AutoCloseable {
  private static final String SYMBOLIC = "ref: ";

  private final Git git;
  private final Path directory;
  private @Nullable Objects objects;
  private @Nullable DiffTree diff;

  /// @param directory the Git directory
  Repository(Git git, Path directory) {
    this.git = git;
    this.directory = directory;
  }

  Git git() {
    return git;
  }

  Path directory() {
    return directory;
  }

  /// What all work trees share.
  Path common() {
    return WorkTrees.commonDirectory(directory);
  }

  /// What is kept in it, read by one process that is started when the first is read.
  synchronized Objects objects() {
    var known = objects;
    if (known == null) {
      known = new Objects(git);
      objects = known;
    }
    return known;
  }

  /// What differs between commits, in all files, told by one process as well.
  synchronized DiffTree diff() throws IOException {
    var known = diff;
    if (known == null) {
      known = new DiffTree(git, List.of());
      diff = known;
    }
    return known;
  }

  /// The commit that a full name of a ref stands for.
  Optional<String> ref(String name) throws IOException {
    return objects().find(name).map(Objects.Found::id);
  }

  /// The full name of the branch that `HEAD` names; empty where it names a commit.
  Optional<String> head() throws IOException {
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
  boolean isAncestor(String earlier, String later) throws IOException {
    return git.run("merge-base", "--is-ancestor", earlier, later).ok();
  }

  /// The same where either may not be here.
  boolean knowsThat(String later, String earlier) throws IOException {
    return objects().has(later) && objects().has(earlier) && isAncestor(earlier, later);
  }

  /// The paths of the files in which two commits differ.
  List<String> changed(String from, String to) throws IOException {
    var names = git.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--ignore-submodules=all", from, to);
    return Stream.of(names.orThrow().text().split("\0")).filter(path -> !path.isEmpty()).toList();
  }

  /// Moves a ref, or the branch that `HEAD` names, by compare-and-set. An interrupt in between
  /// waits.
  ///
  /// @param expected where it has to be; [Refs#NOTHING] where there must be none
  /// @return why it could not be moved
  Optional<String> move(String ref, String expected, String to) throws IOException {
    try (var _ = Interrupts.whole()) {
      var ran = git.run("update-ref", "-m", "belay: " + subject(to), ref, to, expected);
      return ran.ok() ? Optional.empty() : Optional.of(Failures.clean(ran.err()));
    }
  }

  /// The first line of a commit's message.
  String subject(String commit) throws IOException {
    return new Contents(this).commit(commit).message().lines().findFirst().orElse("");
  }

  /// Every branch here, by its short name.
  List<String> branches() throws IOException {
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
