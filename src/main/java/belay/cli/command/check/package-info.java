/// Commands that look whether all is as it should be.
@NullMarked
package belay.cli.command.check;

import org.jspecify.annotations.NullMarked;
