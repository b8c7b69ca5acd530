/// From images and the places that are to get them to a plan: what is pinned, the files before and
/// after, the commit. Nothing is written here.
@NullMarked
package belay.deliver.plan;

import org.jspecify.annotations.NullMarked;
