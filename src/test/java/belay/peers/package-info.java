/// Programs of others, as tests need them.
@NullMarked
package belay.peers;

import org.jspecify.annotations.NullMarked;
