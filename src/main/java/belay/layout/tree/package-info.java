/// Files of an image on disk, wherever they lie, and what may be wrong with them.
@NullMarked
package belay.layout.tree;

import org.jspecify.annotations.NullMarked;
