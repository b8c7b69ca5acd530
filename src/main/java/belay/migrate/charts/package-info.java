/// Migrates many charts in one go: finds them, plans, proves, and writes all or nothing.
@NullMarked
package belay.migrate.charts;

import org.jspecify.annotations.NullMarked;
