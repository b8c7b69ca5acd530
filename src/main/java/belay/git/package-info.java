/// The GitOps repository: read at a commit, and changed by commits that are pushed only where the
/// branch has not moved. The git program does it, called by [Git].
@NullMarked
package belay.git;

import org.jspecify.annotations.NullMarked;
