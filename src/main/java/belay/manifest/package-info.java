/// The objects of rendered manifests, the images in them, and what a reference to an image is
/// worth: the one truth that `verify` and the cluster's policies share.
@NullMarked
package belay.manifest;

import org.jspecify.annotations.NullMarked;
