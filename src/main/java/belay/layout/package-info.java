/// Images on disk: OCI image layouts, OCI archives and `docker save` archives, and the manifests in
/// them.
@NullMarked
package belay.layout;

import org.jspecify.annotations.NullMarked;
