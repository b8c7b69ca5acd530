/// The tools that make manifests of a source: Helm, Kustomize, and plain files.
@NullMarked
package belay.render.tool;

import org.jspecify.annotations.NullMarked;
