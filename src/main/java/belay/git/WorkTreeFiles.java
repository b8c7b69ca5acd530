package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.dircache.DirCacheCheckout.CheckoutMetadata;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/// Brings index and files to where some changes lead. Each file is replaced in one step, so nobody
/// reads half of it.
final class WorkTreeFiles {
  private final Repository repository;
  private final DirCache index;

  WorkTreeFiles(Repository repository, DirCache index) {
    this.repository = repository;
    this.index = index;
  }

  /// The index is locked by the caller, and written by it afterwards.
  void apply(List<PathChange> changes) throws IOException {
    stage(changes);
    for (var change : changes) {
      if (change.after().isEmpty()) {
        delete(change.path());
      }
    }
    var written =
        changes.stream()
            .filter(change -> change.after().map(PathChange.Entry::isFile).orElse(false))
            .map(PathChange::path)
            .toList();
    if (!written.isEmpty()) {
      checkOut(written);
    }
  }

  private void stage(List<PathChange> changes) {
    DirCacheEditor editor = index.editor();
    for (var change : changes) {
      editor.add(
          change.after().isEmpty()
              ? new DirCacheEditor.DeletePath(change.path())
              : new SetEntry(change.path(), change.after().get()));
    }
    editor.finish();
  }

  private static final class SetEntry extends DirCacheEditor.PathEdit {
    private final PathChange.Entry wanted;

    private SetEntry(String path, PathChange.Entry wanted) {
      super(path);
      this.wanted = wanted;
    }

    @Override
    public void apply(DirCacheEntry entry) {
      entry.setFileMode(wanted.mode());
      entry.setObjectId(wanted.id());
    }
  }

  private void checkOut(List<String> paths) throws IOException {
    try (var walk = new TreeWalk(repository)) {
      walk.setOperationType(TreeWalk.OperationType.CHECKOUT_OP);
      walk.addTree(new DirCacheIterator(index));
      walk.addTree(new FileTreeIterator(repository));
      walk.setRecursive(true);
      walk.setFilter(PathFilterGroup.createFromStrings(paths));
      while (walk.next()) {
        var staged = walk.getTree(0, DirCacheIterator.class);
        var entry = staged == null ? null : staged.getDirCacheEntry();
        if (entry != null && !entry.isSkipWorkTree()) {
          var metadata =
              new CheckoutMetadata(
                  walk.getEolStreamType(TreeWalk.OperationType.CHECKOUT_OP),
                  walk.getSmudgeCommand(0));
          write(entry, metadata, walk.getObjectReader());
        }
      }
    }
  }

  private void write(DirCacheEntry entry, CheckoutMetadata metadata, ObjectReader reader)
      throws IOException {
    var path = entry.getPathString();
    var file = repository.getWorkTree().toPath().resolve(path);
    Files.createDirectories(file.getParent() == null ? file : file.getParent());
    var name = "belay-" + UUID.randomUUID();
    var aside = repository.getDirectory().toPath().resolve(name);
    fill(aside, entry, metadata, reader);
    try {
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      // a linked work tree on another file system than its Git directory
      var near = file.resolveSibling("." + name);
      Files.move(aside, near);
      Files.move(near, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    entry.setLength((int) repository.getFS().length(file.toFile()));
    entry.setLastModified(repository.getFS().lastModifiedInstant(file.toFile()));
  }

  private void fill(Path aside, DirCacheEntry entry, CheckoutMetadata metadata, ObjectReader reader)
      throws IOException {
    var content = reader.open(entry.getObjectId());
    var options = repository.getConfig().get(WorkingTreeOptions.KEY);
    if (FileMode.SYMLINK.equals(entry.getFileMode())) {
      repository.getFS().createSymLink(aside.toFile(), new String(content.getBytes(), UTF_8));
      return;
    }
    try (var out = Files.newOutputStream(aside)) {
      DirCacheCheckout.getContent(
          repository, entry.getPathString(), metadata, content, options, out);
    }
    if (options.isFileMode() && FileMode.EXECUTABLE_FILE.equals(entry.getFileMode())) {
      repository.getFS().setExecute(aside.toFile(), true);
    }
  }

  /// Folders that a deletion leaves empty go with it, as git has no empty folders.
  private void delete(String path) throws IOException {
    var root = repository.getWorkTree().toPath();
    Files.deleteIfExists(root.resolve(path));
    for (var folder = Path.of(path).getParent(); folder != null; folder = folder.getParent()) {
      try {
        Files.deleteIfExists(root.resolve(folder));
      } catch (DirectoryNotEmptyException _) {
        return;
      }
    }
  }
}
