/// The files of a repository as rendering reads them: a user's work tree as it stands, or a commit.
@NullMarked
package belay.render.tree;

import org.jspecify.annotations.NullMarked;
