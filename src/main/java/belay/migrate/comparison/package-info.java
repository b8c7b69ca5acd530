/// Compares two renders of a chart field by field.
@NullMarked
package belay.migrate.comparison;

import org.jspecify.annotations.NullMarked;
