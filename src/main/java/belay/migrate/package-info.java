/// Takes charts from tags to digests: which images they render, and the edits of templates and
/// values.
@NullMarked
package belay.migrate;

import org.jspecify.annotations.NullMarked;
