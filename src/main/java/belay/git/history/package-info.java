/// How a branch came to be what it is.
@NullMarked
package belay.git.history;

import org.jspecify.annotations.NullMarked;
