/// What must not be pinned: holds, and what belay.yaml asks of an image in an environment.
@NullMarked
package belay.deliver.policy;

import org.jspecify.annotations.NullMarked;
