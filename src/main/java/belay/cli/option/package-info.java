/// Flags and arguments that several commands have, as data.
@NullMarked
package belay.cli.option;

import org.jspecify.annotations.NullMarked;
