/// Services × environments: what Git wants, and what runs.
@NullMarked
package belay.deliver.status;

import org.jspecify.annotations.NullMarked;
