package belay.render.tree;

import belay.host.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Folders of a tree as programs are to see them: where on disk there is more (files that git
/// ignores) or something else (links), a copy of what the tree has.
final class FolderCopies implements AutoCloseable {
  /// Links may go round in circles.
  private static final int DEEPEST = 40;

  private final SourceTree tree;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, Path> known = new ConcurrentHashMap<>();
  private @Nullable TemporaryFolder temporary;

  FolderCopies(SourceTree tree) {
    this.tree = tree;
  }

  Path folder(String path) {
    return known.computeIfAbsent(path, this::make);
  }

  private Path make(String path) {
    var place = tree.place(path);
    if (isExact(path, place)) {
      return place;
    }
    var copy =
        temporary().path().resolve(String.valueOf(number.incrementAndGet())).resolve(name(path));
    copy(path, copy);
    return copy;
  }

  private static String name(String path) {
    return path.isEmpty() ? "root" : TreePath.name(path);
  }

  private synchronized TemporaryFolder temporary() {
    var folder = temporary;
    if (folder == null) {
      folder = TemporaryFolder.create("belay-copy");
      temporary = folder;
    }
    return folder;
  }

  /// Whether the tree has all that is on disk below a path, and there is no link among it.
  private boolean isExact(String path, Path place) {
    try (var all = Files.walk(place)) {
      return all.allMatch(file ->
          !Files.isSymbolicLink(file)
              && (Files.isDirectory(file)
                  || tree.paths()
                      .contains(TreePath.join(path, place.relativize(file).toString()))));
    } catch (IOException e) {
      throw SourceTree.unreadable(path, e);
    }
  }

  void copy(String path, Path into) {
    copy(path, into, DEEPEST);
  }

  private void copy(String path, Path into, int depth) {
    var folder = tree.realFolder(path);
    if (folder.isEmpty() || depth == 0) {
      return;
    }
    var real = tree.path(folder.get());
    try (var children = Files.list(folder.get())) {
      Files.createDirectories(into);
      for (var child : children.toList()) {
        var name = child.getFileName().toString();
        var at = TreePath.join(real, name);
        var file = tree.file(at);
        if (file.isPresent()) {
          Files.copy(file.get(), into.resolve(name));
        } else {
          copy(at, into.resolve(name), depth - 1);
        }
      }
    } catch (IOException e) {
      throw SourceTree.unreadable(path, e);
    }
  }

  @Override
  public synchronized void close() {
    if (temporary != null) {
      temporary.close();
    }
  }
}
