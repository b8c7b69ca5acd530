/// One environment at one commit: its configuration, services and values files, and how these write
/// images.
@NullMarked
package belay.deliver.environment;

import org.jspecify.annotations.NullMarked;
