/// What is said on a terminal, and asked there.
@NullMarked
package belay.cli.terminal;

import org.jspecify.annotations.NullMarked;
