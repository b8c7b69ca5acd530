/// Waits until Argo CD runs what was committed, and asks it whether it is healthy.
@NullMarked
package belay.deliver.rollout;

import org.jspecify.annotations.NullMarked;
