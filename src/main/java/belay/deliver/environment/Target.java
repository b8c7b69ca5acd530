package belay.deliver.environment;

import belay.deliver.model.WantedImage;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ImageValues;

/// One image that is to be pinned, found in its values file.
///
/// @param wanted what was asked for
/// @param file the values file's path
/// @param image the name of the image among the service's
/// @param naming where its map stands in the file, and what its keys are called
/// @param before what stands there now
public record Target(
    WantedImage wanted, String file, String image, ImageNaming naming, ImageValues before) {}
