/// What syncs by itself, where Git says so, and how that is switched: in Applications, and in the
/// sets that make them.
@NullMarked
package belay.deliver.autosync;

import org.jspecify.annotations.NullMarked;
