/// Values files that follow a chart which takes digests now; every other byte stays.
@NullMarked
package belay.migrate.values;

import org.jspecify.annotations.NullMarked;
