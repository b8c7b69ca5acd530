/// Manifests and blobs of one registry, asked for and sent.
@NullMarked
package belay.registry.content;

import org.jspecify.annotations.NullMarked;
