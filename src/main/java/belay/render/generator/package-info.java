/// ApplicationSets: what their generators give, and the Applications that they make of it.
@NullMarked
package belay.render.generator;

import org.jspecify.annotations.NullMarked;
