/// What may be asked for, and what came of it, as values.
@NullMarked
package belay.deliver.model;

import org.jspecify.annotations.NullMarked;
