/// The files of a GitOps repository, made from values: pure functions from small requests to texts.
/// Whether a file is there already, and how files are committed, is not known here.
@NullMarked
package belay.scaffold;

import org.jspecify.annotations.NullMarked;
