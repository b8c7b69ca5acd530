/// Pushes an image with everything that belongs to it.
@NullMarked
package belay.registry.push;

import org.jspecify.annotations.NullMarked;
