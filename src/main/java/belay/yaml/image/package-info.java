/// The images of values files: found, read, and pinned byte for byte.
@NullMarked
package belay.yaml.image;

import org.jspecify.annotations.NullMarked;
