package belay.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/// Moves a server's branch by compare-and-set, never by force.
///
/// @param ref the branch's full name there
/// @param tracking the ref here that follows it
/// @param expected where the branch has to be; all zeros where there must be none
/// @param to where it goes
record RemoteMove(String ref, Optional<String> tracking, ObjectId expected, ObjectId to) {
  /// The same in JGit's words.
  RemoteRefUpdate of(Repository repository) throws IOException {
    return new RemoteRefUpdate(repository, null, to, ref, false, tracking.orElse(null), expected);
  }
}
