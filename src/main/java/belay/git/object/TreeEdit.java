package belay.git.object;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks that files can be put in place of what stands in a commit.
final class TreeEdit {
  /// A name that leads elsewhere, or that some file system takes for `.git`.
  private static final Pattern BAD_NAME =
      Pattern.compile("(?i)|\\.|\\.\\.|(?:\\.git|git~1)[. ]*(?::.*)?|.*[\\x00\\n\\\\].*");

  private static final Pattern IGNORED =
      Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");

  private TreeEdit() {}

  /// A file to be written.
  ///
  /// @param mode the one that it has, or a plain file's
  record Change(String path, String mode) {}

  /// The files that differ; empty where none does, and something is there already.
  ///
  /// @param base the commit before; empty in a repository without commits
  static Optional<List<Change>> of(
      Contents contents, Optional<String> base, Map<String, byte[]> files) throws IOException {
    var changes = new ArrayList<Change>();
    var root = base.isPresent() ? contents.tree(base.get()) : "";
    for (var file : files.entrySet()) {
      check(file.getKey());
      requireNoFolder(file.getKey(), files);
      var old =
          base.isPresent() ? existing(contents, root, file.getKey()) : Optional.<Tree.Entry>empty();
      if (old.isEmpty()
          || !Arrays.equals(contents.objects().get(old.get().id()).bytes(), file.getValue())) {
        changes.add(new Change(file.getKey(), old.map(Tree.Entry::mode).orElse("100644")));
      }
    }
    return changes.isEmpty() && base.isPresent() ? Optional.empty() : Optional.of(changes);
  }

  private static void check(String path) {
    if (Stream.of(path.split("/", -1))
        .map(name -> IGNORED.matcher(name).replaceAll(""))
        .anyMatch(BAD_NAME.asMatchPredicate())) {
      throw new Failure(
          Kind.REFUSED,
          "not a path inside a repository: \"%s\"".formatted(path),
          "write it from the repository's root, without . and ..");
    }
  }

  private static void requireNoFolder(String path, Map<String, byte[]> files) {
    if (files.keySet().stream().anyMatch(other -> other.startsWith(path + "/"))) {
      throw new Failure(
          Kind.REFUSED,
          "%s is to be a file and a folder at once".formatted(path),
          "rename one of them");
    }
  }

  /// What stands there: a file or nothing, and on the way nothing but folders.
  private static Optional<Tree.Entry> existing(Contents contents, String root, String path)
      throws IOException {
    for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      var folder = path.substring(0, slash);
      var entry = contents.entry(root, folder);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      if (!entry.get().isTree()) {
        throw inTheWay(folder, entry.get(), "a folder");
      }
    }
    var entry = contents.entry(root, path);
    if (entry.isPresent() && !entry.get().isFile()) {
      throw inTheWay(path, entry.get(), "written as a file");
    }
    return entry;
  }

  private static Failure inTheWay(String path, Tree.Entry entry, String wanted) {
    return new Failure(
        Kind.REFUSED,
        "%s is %s, so it cannot be %s".formatted(path, entry.kind(), wanted),
        "name the file itself");
  }
}
