/// Images in registries: resolving references to digests and pushing what lies on disk, by the OCI
/// distribution specification and by what registries really do.
@NullMarked
package belay.registry;

import org.jspecify.annotations.NullMarked;
