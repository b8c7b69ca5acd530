package belay.deliver;

import belay.yaml.image.ImageNaming;
import belay.yaml.image.ImageValues;

/// One image that is to be pinned, found in its values file.
///
/// @param wanted what was asked for
/// @param file the values file's path
/// @param image the name of the image among the service's
/// @param naming where its map stands in the file, and what its keys are called
/// @param before what stands there now
record Target(Wanted wanted, String file, String image, ImageNaming naming, ImageValues before) {}
