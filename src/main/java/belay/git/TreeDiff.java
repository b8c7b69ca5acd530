package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/// The files that differ between two trees: all of them, or of some paths only.
final class TreeDiff {
  private final PackReader reader;
  private final @Nullable Wanted wanted;
  private final List<FileDelta> found = new ArrayList<>();

  /// @param paths the files to look at; empty for all
  TreeDiff(PackReader reader, Collection<String> paths) {
    this.reader = reader;
    this.wanted = paths.isEmpty() ? null : Wanted.of(paths);
  }

  /// A name on the way to wanted files, and where its entry was in the folder looked at last.
  private static final class Wanted {
    private final byte[] name;
    private final Map<String, Wanted> below = new TreeMap<>();
    private boolean file;
    private int hint = -1;

    private Wanted(String name) {
      this.name = name.getBytes(UTF_8);
    }

    static Wanted of(Collection<String> paths) {
      var root = new Wanted("");
      for (var path : paths) {
        var at = root;
        for (var name : path.split("/")) {
          at = at.below.computeIfAbsent(name, Wanted::new);
        }
        at.file = true;
      }
      return root;
    }

    Optional<Folder.Entry> in(Folder folder) {
      var at = folder.find(name, hint);
      hint = at < 0 ? hint : at;
      return at < 0 ? Optional.empty() : Optional.of(folder.entry(at));
    }
  }

  /// Compares; no tree stands for an empty one.
  List<FileDelta> between(Optional<ObjectId> before, Optional<ObjectId> after) throws IOException {
    found.clear();
    try {
      folders("", before, after, wanted);
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
    return List.copyOf(found);
  }

  private void folders(
      String path, Optional<ObjectId> before, Optional<ObjectId> after, @Nullable Wanted only)
      throws IOException {
    if (before.equals(after)) {
      return;
    }
    try (var old = folder(before);
        var now = folder(after)) {
      if (only == null) {
        old.compare(now, (was, is) -> entries(path, was, is, null));
        return;
      }
      for (var name : only.below.values()) {
        entries(path, name.in(old), name.in(now), name);
      }
    }
  }

  private Folder folder(Optional<ObjectId> tree) throws IOException {
    return tree.isEmpty() ? Folder.NONE : new Folder(reader.borrow(tree.get()));
  }

  private void entries(
      String path,
      Optional<Folder.Entry> before,
      Optional<Folder.Entry> after,
      @Nullable Wanted only) {
    var name = path + before.or(() -> after).map(Folder.Entry::name).orElse("");
    var was = before.filter(Folder.Entry::file).map(Folder.Entry::id);
    var is = after.filter(Folder.Entry::file).map(Folder.Entry::id);
    if (!was.equals(is) && (only == null || only.file)) {
      found.add(new FileDelta(name, was.map(ObjectId::name), is.map(ObjectId::name)));
    }
    var wasTree = before.filter(Folder.Entry::tree).map(Folder.Entry::id);
    var isTree = after.filter(Folder.Entry::tree).map(Folder.Entry::id);
    if (wasTree.isPresent() || isTree.isPresent()) {
      try {
        folders(name + "/", wasTree, isTree, only);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
