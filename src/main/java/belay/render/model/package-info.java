/// What came of rendering Applications, as values.
@NullMarked
package belay.render.model;

import org.jspecify.annotations.NullMarked;
