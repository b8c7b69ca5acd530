/// The Kubernetes API, as far as it tells which images run: Pods and what makes them.
@NullMarked
package belay.kube;

import org.jspecify.annotations.NullMarked;
