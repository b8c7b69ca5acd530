/// Argo CD Image Updater's annotations, and which of them do nothing.
@NullMarked
package belay.scaffold.updater;

import org.jspecify.annotations.NullMarked;
