/// What really runs in the clusters, held against Git.
@NullMarked
package belay.deliver.live;

import org.jspecify.annotations.NullMarked;
