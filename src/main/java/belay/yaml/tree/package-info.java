/// Reads YAML with the place of every node, as it is written: nothing is resolved or merged.
@NullMarked
package belay.yaml.tree;

import org.jspecify.annotations.NullMarked;
