/// The world around the program: directory, environment, streams, clock and chance come in here and
/// nowhere else, so that tests decide them.
@NullMarked
package belay.host;

import org.jspecify.annotations.NullMarked;
