/// One file a command.
@NullMarked
package belay.cli.command;

import org.jspecify.annotations.NullMarked;
