package belay.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/// Tells which of some paths hold work that is in no commit.
final class WorkTreeState {
  private final Repository repository;
  private final DirCache index;

  WorkTreeState(Repository repository, DirCache index) {
    this.repository = repository;
    this.index = index;
  }

  /// The first path whose index entry or file is neither what it was before the change nor what it
  /// is after, and why. What is already as after the change was written by a run that was killed.
  Optional<String> obstacle(List<PathChange> changes) throws IOException {
    var files = fileIds(changes.stream().map(PathChange::path).toList());
    for (var change : changes) {
      var found = obstacle(change, Optional.ofNullable(files.get(change.path())));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> obstacle(PathChange change, Optional<ObjectId> file) {
    var path = change.path();
    var entry = Optional.ofNullable(index.getEntry(path));
    if (entry.isPresent() && entry.get().getStage() != DirCacheEntry.STAGE_0) {
      return Optional.of(path + " has a merge conflict");
    }
    var staged = entry.map(e -> new PathChange.Entry(e.getFileMode(), e.getObjectId()));
    if (!staged.equals(change.before()) && !staged.equals(change.after())) {
      return Optional.of(path + " has staged changes");
    }
    if (entry.map(DirCacheEntry::isSkipWorkTree).orElse(false) || !holdsFile(change)) {
      return Optional.empty();
    }
    if (!file.equals(id(change.before())) && !file.equals(id(change.after()))) {
      return Optional.of(
          path + (staged.isPresent() ? " has uncommitted changes" : " is there, but not in git"));
    }
    return file.isEmpty() && isBlocked(path)
        ? Optional.of(path + " cannot be written: something else is in its place")
        : Optional.empty();
  }

  private static boolean holdsFile(PathChange change) {
    return change.before().map(PathChange.Entry::isFile).orElse(true)
        && change.after().map(PathChange.Entry::isFile).orElse(true);
  }

  private static Optional<ObjectId> id(Optional<PathChange.Entry> entry) {
    return entry.map(PathChange.Entry::id);
  }

  /// Something that git does not see as a file stands there, or a folder on the way is none: to
  /// write through a symbolic link would leave the work tree.
  private boolean isBlocked(String path) {
    var root = repository.getWorkTree().toPath();
    if (Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    for (var at = Path.of(path).getParent(); at != null; at = at.getParent()) {
      var folder = root.resolve(at);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  /// The ids that the files would have in a commit, line ends and filters applied.
  private Map<String, ObjectId> fileIds(List<String> paths) throws IOException {
    var ids = new HashMap<String, ObjectId>();
    if (paths.isEmpty()) {
      return ids;
    }
    try (var walk = new TreeWalk(repository)) {
      walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
      walk.addTree(new DirCacheIterator(index));
      var files = new FileTreeIterator(repository);
      files.setDirCacheIterator(walk, 0);
      walk.addTree(files);
      walk.setRecursive(true);
      walk.setFilter(PathFilterGroup.createFromStrings(paths));
      while (walk.next()) {
        var file = walk.getTree(1, WorkingTreeIterator.class);
        if (file != null) {
          ids.put(walk.getPathString(), file.getEntryObjectId());
        }
      }
    }
    return ids;
  }
}
