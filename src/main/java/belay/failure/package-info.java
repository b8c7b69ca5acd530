/// What a person is told when something cannot be done, and the exit code it ends with.
@NullMarked
package belay.failure;

import org.jspecify.annotations.NullMarked;
