/// The values of a chart, layer by layer as Argo CD and Helm put them on each other.
@NullMarked
package belay.render.values;

import org.jspecify.annotations.NullMarked;
