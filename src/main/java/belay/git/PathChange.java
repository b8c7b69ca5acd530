package belay.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// One path that differs between two commits.
///
/// @param before what was there; empty when nothing was
/// @param after what is there now; empty when it was deleted
record PathChange(String path, Optional<Entry> before, Optional<Entry> after) {
  /// A tree's entry.
  record Entry(FileMode mode, ObjectId id) {
    boolean isFile() {
      return !FileMode.GITLINK.equals(mode);
    }
  }

  /// All paths that differ between two commits.
  static List<PathChange> between(Repository repository, ObjectId from, ObjectId to)
      throws IOException {
    try (var walk = new RevWalk(repository);
        var trees = new TreeWalk(repository)) {
      add(trees, walk, from);
      add(trees, walk, to);
      trees.setFilter(TreeFilter.ANY_DIFF);
      return collect(trees);
    }
  }

  /// The given paths as they are in a commit, taken as unchanged.
  static List<PathChange> at(Repository repository, ObjectId commit, Collection<String> paths)
      throws IOException {
    try (var walk = new RevWalk(repository);
        var trees = new TreeWalk(repository)) {
      add(trees, walk, commit);
      add(trees, walk, commit);
      trees.setFilter(PathFilterGroup.createFromStrings(paths));
      var changes = new ArrayList<>(collect(trees));
      var found = changes.stream().map(PathChange::path).toList();
      for (var path : paths) {
        if (!found.contains(path)) {
          changes.add(new PathChange(path, Optional.empty(), Optional.empty()));
        }
      }
      return changes;
    }
  }

  /// Before the first commit, whose parent is written as all zeros, there is nothing.
  private static void add(TreeWalk trees, RevWalk walk, ObjectId commit) throws IOException {
    if (commit.equals(ObjectId.zeroId())) {
      trees.addTree(new EmptyTreeIterator());
    } else {
      trees.addTree(walk.parseCommit(commit).getTree());
    }
  }

  private static List<PathChange> collect(TreeWalk trees) throws IOException {
    trees.setRecursive(true);
    var changes = new ArrayList<PathChange>();
    while (trees.next()) {
      changes.add(new PathChange(trees.getPathString(), entry(trees, 0), entry(trees, 1)));
    }
    return changes;
  }

  private static Optional<Entry> entry(TreeWalk trees, int side) {
    var mode = trees.getFileMode(side);
    return FileMode.MISSING.equals(mode)
        ? Optional.empty()
        : Optional.of(new Entry(mode, trees.getObjectId(side)));
  }
}
