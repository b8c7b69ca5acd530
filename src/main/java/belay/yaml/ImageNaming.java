package belay.yaml;

/// How a values file names its image.
///
/// @param path where the image's map stands
/// @param keys what its keys are called
public record ImageNaming(KeyPath path, ImageKeys keys) {}
