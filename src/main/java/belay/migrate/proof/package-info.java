/// Proves by rendering that a migrated chart says what it said before, images by digest aside.
@NullMarked
package belay.migrate.proof;

import org.jspecify.annotations.NullMarked;
