/// Which cluster is asked and who asks, found as kubectl finds it.
@NullMarked
package belay.kube.config;

import org.jspecify.annotations.NullMarked;
