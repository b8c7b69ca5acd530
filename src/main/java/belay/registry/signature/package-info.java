/// Signatures beside images, as cosign keeps them, and whether a key made them.
@NullMarked
package belay.registry.signature;

import org.jspecify.annotations.NullMarked;
