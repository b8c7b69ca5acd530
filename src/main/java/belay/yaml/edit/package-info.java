/// Edits YAML files byte for byte: what an edit does not name stays as it is.
@NullMarked
package belay.yaml.edit;

import org.jspecify.annotations.NullMarked;
