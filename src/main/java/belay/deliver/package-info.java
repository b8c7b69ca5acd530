/// What Belay does, one class a verb: each plans first, reading only, and then applies its plan.
@NullMarked
package belay.deliver;

import org.jspecify.annotations.NullMarked;
