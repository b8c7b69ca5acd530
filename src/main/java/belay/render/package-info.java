/// The manifests of Applications in a repository, as Argo CD would apply them.
@NullMarked
package belay.render;

import org.jspecify.annotations.NullMarked;
