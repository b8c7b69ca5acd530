/// The command line: one file a command, from flags to a request, and the terminal it talks to.
@NullMarked
package belay.cli;

import org.jspecify.annotations.NullMarked;
