/// What an image is called: repositories, digests, references, platforms, by the grammar of the
/// distribution specification.
@NullMarked
package belay.image;

import org.jspecify.annotations.NullMarked;
