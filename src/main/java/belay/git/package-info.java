/// The GitOps repository: read at a commit, and changed by commits that are pushed only where the
/// branch has not moved. [GitRepo] is the door; the git program does the work.
@NullMarked
package belay.git;

import org.jspecify.annotations.NullMarked;
