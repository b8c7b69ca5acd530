/// Git talks to a remote: the way there, the push and what the server says to it.
@NullMarked
package belay.git.transport;

import org.jspecify.annotations.NullMarked;
