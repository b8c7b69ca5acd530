/// What the Applications of a repository render to.
@NullMarked
package belay.deliver.render;

import org.jspecify.annotations.NullMarked;
