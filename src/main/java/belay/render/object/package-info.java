/// Objects of Argo CD as they stand in Git: Applications and what makes them, each value with its
/// place.
@NullMarked
package belay.render.object;

import org.jspecify.annotations.NullMarked;
