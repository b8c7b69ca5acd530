/// What a repository keeps: commits, folders and files, read and written without a work tree.
@NullMarked
package belay.git.object;

import org.jspecify.annotations.NullMarked;
