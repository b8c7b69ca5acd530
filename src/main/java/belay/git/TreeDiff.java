package belay.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/// The files that differ between two trees.
final class TreeDiff {
  private final PackReader reader;
  private final List<FileDelta> found = new ArrayList<>();

  TreeDiff(PackReader reader) {
    this.reader = reader;
  }

  /// Compares; no tree stands for an empty one.
  List<FileDelta> between(Optional<ObjectId> before, Optional<ObjectId> after) throws IOException {
    found.clear();
    try {
      folders("", before, after);
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
    return List.copyOf(found);
  }

  private void folders(String path, Optional<ObjectId> before, Optional<ObjectId> after)
      throws IOException {
    if (before.equals(after)) {
      return;
    }
    try (var old = folder(before);
        var now = folder(after)) {
      old.compare(now, (was, is) -> entries(path, was, is));
    }
  }

  private Folder folder(Optional<ObjectId> tree) throws IOException {
    return tree.isEmpty() ? Folder.NONE : new Folder(reader.borrow(tree.get()));
  }

  private void entries(String path, Optional<Folder.Entry> before, Optional<Folder.Entry> after) {
    var name = path + before.or(() -> after).map(Folder.Entry::name).orElse("");
    var was = before.filter(Folder.Entry::file).map(Folder.Entry::id);
    var is = after.filter(Folder.Entry::file).map(Folder.Entry::id);
    if (!was.equals(is)) {
      found.add(new FileDelta(name, was.map(ObjectId::name), is.map(ObjectId::name)));
    }
    var wasTree = before.filter(Folder.Entry::tree).map(Folder.Entry::id);
    var isTree = after.filter(Folder.Entry::tree).map(Folder.Entry::id);
    if (wasTree.isPresent() || isTree.isPresent()) {
      try {
        folders(name + "/", wasTree, isTree);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
