package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/// Writes the tree that has some files replaced. Only the trees on the way to these files are read
/// and written, however large the repository is; no index and no work tree is needed.
final class TreeEdit {
  private final ObjectReader reader;
  private final ObjectInserter inserter;

  TreeEdit(ObjectReader reader, ObjectInserter inserter) {
    this.reader = reader;
    this.inserter = inserter;
  }

  private record Entry(String name, FileMode mode, ObjectId id) {
    /// Git sorts a tree's entries as if the names of subtrees ended with a slash.
    byte[] sortedAs() {
      return (FileMode.TREE.equals(mode) ? name + "/" : name).getBytes(UTF_8);
    }
  }

  /// The tree with `files` in place of what was there.
  ///
  /// @param root the tree before; empty in a repository without commits
  ObjectId replace(Optional<ObjectId> root, Map<String, byte[]> files) throws IOException {
    var wanted = new TreeMap<String, ObjectId>();
    for (var file : files.entrySet()) {
      check(file.getKey());
      wanted.put(file.getKey(), inserter.insert(Constants.OBJ_BLOB, file.getValue()));
    }
    return write("", root, wanted);
  }

  private static void check(String path) {
    try {
      new ObjectChecker().setSafeForMacOS(true).checkPath(path);
    } catch (CorruptObjectException e) {
      throw new Failure(
          Kind.REFUSED,
          "not a path inside a repository: \"%s\"".formatted(path),
          "write it from the repository's root, without . and ..",
          e);
    }
  }

  private ObjectId write(String folder, Optional<ObjectId> tree, Map<String, ObjectId> wanted)
      throws IOException {
    var open = new TreeMap<>(children(wanted));
    var entries = new ArrayList<Entry>();
    if (tree.isPresent()) {
      for (var at = new CanonicalTreeParser(null, reader, tree.get()); !at.eof(); at.next()) {
        var entry =
            new Entry(at.getEntryPathString(), at.getEntryFileMode(), at.getEntryObjectId());
        var change = open.remove(entry.name);
        entries.add(change == null ? entry : changed(folder, entry, change));
      }
    }
    for (var added : open.entrySet()) {
      entries.add(added(folder, added.getKey(), added.getValue()));
    }
    return format(entries, !open.isEmpty());
  }

  /// By first name: what is wanted below it; a file itself stands under the empty name.
  private static Map<String, Map<String, ObjectId>> children(Map<String, ObjectId> wanted) {
    var children = new TreeMap<String, Map<String, ObjectId>>();
    wanted.forEach((path, blob) -> {
      var slash = path.indexOf('/');
      var name = slash < 0 ? path : path.substring(0, slash);
      var rest = slash < 0 ? "" : path.substring(slash + 1);
      children.computeIfAbsent(name, _ -> new TreeMap<>()).put(rest, blob);
    });
    return children;
  }

  private Entry changed(String folder, Entry old, Map<String, ObjectId> change) throws IOException {
    var path = folder + old.name;
    var file = change.get("");
    if (file != null && isFile(old.mode) && change.size() == 1) {
      return new Entry(old.name, old.mode, file);
    }
    if (file == null && FileMode.TREE.equals(old.mode)) {
      return new Entry(old.name, old.mode, write(path + "/", Optional.of(old.id), change));
    }
    throw new Failure(
        Kind.REFUSED,
        "%s is %s, so it cannot be %s"
            .formatted(path, kind(old.mode), file == null ? "a folder" : "written as a file"),
        "name the file itself");
  }

  private static boolean isFile(FileMode mode) {
    return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
  }

  static String kind(FileMode mode) {
    return switch (mode.getBits() & FileMode.TYPE_MASK) {
      case FileMode.TYPE_TREE -> "a folder";
      case FileMode.TYPE_SYMLINK -> "a symbolic link";
      case FileMode.TYPE_GITLINK -> "a submodule";
      default -> "a file";
    };
  }

  private Entry added(String folder, String name, Map<String, ObjectId> change) throws IOException {
    var file = change.get("");
    if (file == null) {
      var below = write(folder + name + "/", Optional.empty(), change);
      return new Entry(name, FileMode.TREE, below);
    }
    if (change.size() > 1) {
      throw new Failure(
          Kind.REFUSED,
          "%s is to be a file and a folder at once".formatted(folder + name),
          "rename one of them");
    }
    return new Entry(name, FileMode.REGULAR_FILE, file);
  }

  private ObjectId format(List<Entry> entries, boolean grown) throws IOException {
    if (grown) {
      entries.sort((a, b) -> Arrays.compareUnsigned(a.sortedAs(), b.sortedAs()));
    }
    var tree = new TreeFormatter();
    for (var entry : entries) {
      tree.append(entry.name, entry.mode, entry.id);
    }
    return inserter.insert(tree);
  }
}
