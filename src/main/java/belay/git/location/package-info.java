/// What a place where a branch is has to offer to whoever reads and moves it.
@NullMarked
package belay.git.location;

import org.jspecify.annotations.NullMarked;
