/// Pipelines that deliver what CI has built.
@NullMarked
package belay.scaffold.pipeline;

import org.jspecify.annotations.NullMarked;
