package belay.deliver;

import belay.yaml.ImageValues;
import belay.yaml.KeyPath;

/// One image that is to be pinned, found in its values file.
///
/// @param wanted what was asked for
/// @param file the values file's path
/// @param image the name of the image among the service's
/// @param path where its map stands in the file
/// @param before what stands there now
record Target(Wanted wanted, String file, String image, KeyPath path, ImageValues before) {}
