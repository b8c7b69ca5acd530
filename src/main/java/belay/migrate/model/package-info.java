/// What a migration to digests is about, as values: images, the keys they come from, what changes.
@NullMarked
package belay.migrate.model;

import org.jspecify.annotations.NullMarked;
