/// Tar archives, read in place.
@NullMarked
package belay.layout.tar;

import org.jspecify.annotations.NullMarked;
