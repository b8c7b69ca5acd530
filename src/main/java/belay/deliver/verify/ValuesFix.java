package belay.deliver.verify;

import belay.yaml.image.ImageNaming;

/// An edit that needs no thought: the digest that a values file names already goes where it
/// belongs, and the tag beside it goes.
///
/// @param file the values file
/// @param naming the image in it
/// @param repository its repository
/// @param digest the digest that is meant
public record ValuesFix(String file, ImageNaming naming, String repository, String digest) {}
