/// Reads YAML with the place of every node, and edits values files byte for byte: what an edit does
/// not name stays as it is.
@NullMarked
package belay.yaml;

import org.jspecify.annotations.NullMarked;
