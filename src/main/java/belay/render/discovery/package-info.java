/// Finds Applications in a repository, and in what other Applications make.
@NullMarked
package belay.render.discovery;

import org.jspecify.annotations.NullMarked;
