/// Belay delivers container images to Kubernetes through Git and Argo CD, by digest and nothing
/// else.
@NullMarked
package belay;

import org.jspecify.annotations.NullMarked;
