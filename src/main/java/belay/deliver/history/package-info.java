/// Which commit changed which image where, read from Git.
@NullMarked
package belay.deliver.history;

import org.jspecify.annotations.NullMarked;
