/// The places in templates where images are named, and how each is taken to a digest.
@NullMarked
package belay.migrate.site;

import org.jspecify.annotations.NullMarked;
