/// The git program: how it is called, what it says, what its words mean, and its configuration.
@NullMarked
package belay.git.run;

import org.jspecify.annotations.NullMarked;
