/// Makes GitOps repositories, and adds services to them.
@NullMarked
package belay.deliver.setup;

import org.jspecify.annotations.NullMarked;
