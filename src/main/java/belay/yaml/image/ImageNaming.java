package belay.yaml.image;

import belay.yaml.tree.KeyPath;
import java.util.Optional;

/// How a values file names an image.
///
/// @param path where the image's map stands
/// @param keys what its keys are called
/// @param registry where its registry stands, when the chart joins the two; empty where it is part
///   of the repository, or beside it under `registry`
public record ImageNaming(KeyPath path, ImageKeys keys, Optional<KeyPath> registry) {
  private static final ImageNaming STANDARD =
      new ImageNaming(KeyPath.parse("image"), ImageKeys.standard());

  /// With the registry in the repository, or beside it.
  public ImageNaming(KeyPath path, ImageKeys keys) {
    this(path, keys, Optional.empty());
  }

  /// `image` with `repository`, `digest` and `tag`.
  public static ImageNaming standard() {
    return STANDARD;
  }

  /// The same at another place.
  public ImageNaming at(KeyPath other) {
    return new ImageNaming(other, keys, registry);
  }

  /// The same with other keys.
  public ImageNaming with(ImageKeys others) {
    return new ImageNaming(path, others, registry);
  }
}
