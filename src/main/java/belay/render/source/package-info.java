/// The sources of an Application: where their files are, and which tool renders them.
@NullMarked
package belay.render.source;

import org.jspecify.annotations.NullMarked;
