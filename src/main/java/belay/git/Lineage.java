package belay.git;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/// Two commits, one perhaps in the history of the other.
///
/// @param later the one that may contain the other
record Lineage(ObjectId later, ObjectId earlier) {
  static Lineage of(String later, String earlier) {
    return new Lineage(ObjectId.fromString(later), ObjectId.fromString(earlier));
  }

  /// Whether it is so by what is in this repository, which may lack commits.
  boolean isKnownTo(Repository repository) throws IOException {
    if (!isHere(repository, later) || !isHere(repository, earlier)) {
      return false;
    }
    try (var walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(earlier), walk.parseCommit(later));
    }
  }

  /// The same with the parts changed over: what is so the other way round cannot be so this way.
  Lineage reversed() {
    return new Lineage(earlier, later);
  }

  boolean laterIsHere(Repository repository) throws IOException {
    return isHere(repository, later);
  }

  private static boolean isHere(Repository repository, ObjectId commit) throws IOException {
    return repository.getObjectDatabase().has(commit);
  }
}
