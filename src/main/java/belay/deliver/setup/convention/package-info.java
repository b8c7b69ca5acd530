/// What a repository does already, so that what is made beside it does the same.
@NullMarked
package belay.deliver.setup.convention;

import org.jspecify.annotations.NullMarked;
