package belay.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// Tells who changed a file. Like `git log PATH`, a merge that only took over one side's file is
/// passed over for the commit that made the change.
final class History {
  private final Repository repository;

  History(Repository repository) {
    this.repository = repository;
  }

  /// Revisions, and whether older ones may be missing since the repository is shallow.
  record Told(List<Revision> revisions, boolean cut) {}

  Told of(ObjectId tip, String path, int limit) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var shallow = repository.getObjectDatabase().getShallowCommits();
      walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
      // Parents rewritten to those that changed the path would have the whole history read first.
      walk.setRewriteParents(false);
      walk.sort(RevSort.COMMIT_TIME_DESC);
      walk.markStart(walk.parseCommit(tip));
      return collect(walk, path, limit, shallow);
    }
  }

  private Told collect(RevWalk walk, String path, int limit, Set<ObjectId> shallow)
      throws IOException {
    var revisions = new ArrayList<Revision>();
    for (var commit = walk.next();
        commit != null && revisions.size() < limit;
        commit = walk.next()) {
      if (shallow.contains(commit)) {
        return new Told(revisions, true);
      }
      revisions.add(revision(walk, commit, path));
    }
    return new Told(revisions, false);
  }

  private Revision revision(RevWalk walk, RevCommit commit, String path) throws IOException {
    var contents = new Contents(repository);
    walk.parseBody(commit);
    var before =
        commit.getParentCount() == 0
            ? Optional.<byte[]>empty()
            : contents.read(walk.parseCommit(commit.getParent(0)).getTree(), path);
    return new Revision(Contents.commit(commit), before, contents.read(commit.getTree(), path));
  }
}
