/// Repositories of the user on this machine: a clone with its work tree, a bare one.
@NullMarked
package belay.git.worktree;

import org.jspecify.annotations.NullMarked;
