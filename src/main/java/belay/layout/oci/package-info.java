/// Manifests, indexes and descriptors as the OCI image specification has them.
@NullMarked
package belay.layout.oci;

import org.jspecify.annotations.NullMarked;
