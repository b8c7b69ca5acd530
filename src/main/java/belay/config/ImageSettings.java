package belay.config;

import belay.yaml.ImageKeys;
import belay.yaml.KeyPath;

/// How values files name images.
///
/// @param keys what the keys of an image are called
/// @param path where the image map stands, unless a service says otherwise
public record ImageSettings(ImageKeys keys, KeyPath path) {
  static final String PATH = "image";
}
