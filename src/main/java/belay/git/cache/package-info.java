/// A repository known by its URL, kept in a cache.
@NullMarked
package belay.git.cache;

import org.jspecify.annotations.NullMarked;
