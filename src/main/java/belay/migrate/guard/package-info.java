/// What a chart's values have to be for an image to be rendered: the conditions around it.
@NullMarked
package belay.migrate.guard;

import org.jspecify.annotations.NullMarked;
