package belay.config;

import belay.yaml.image.ImageKeys;
import belay.yaml.image.ImageNaming;
import belay.yaml.tree.KeyPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads how images are named: for the repository, for a service, for one image of it. What one of
/// them leaves out is as the one before says.
final class ImageReader {
  private ImageReader() {}

  /// The names that some fields say.
  ///
  /// @param usual what is meant where they say nothing
  static ImageNaming image(Fields fields, ImageNaming usual) {
    var path = fields.parsed("path", fields.text("path", usual.path().toString()), KeyPath::parse);
    return others(fields, usual.at(path));
  }

  /// A service with its images.
  static ServiceConfig service(String name, Fields all, ImageNaming usual, Optional<Track> track) {
    var fields = all.withoutDefaults();
    var own = others(fields, usual);
    Map<String, ImageNaming> images = new LinkedHashMap<>();
    var located = false;
    var given = fields.below("images", Shape.NAMES);
    for (var image : given.keys()) {
      given.checkKey(image, "an image");
      if (given.isMapping(image)) {
        var said = given.below(image, Shape.IMAGE);
        images.put(image, image(said, own));
        located |= said.has("path");
      } else {
        images.put(image, path(given, image, own));
        located = true;
      }
    }
    if (images.isEmpty()) {
      images.put(Config.MAIN, own);
    }
    return new ServiceConfig(name, images, located, track);
  }

  private static ImageNaming path(Fields given, String image, ImageNaming usual) {
    given.text(image);
    return usual.at(given.parsed(image, given.needed(image), KeyPath::parse));
  }

  /// Its keys, and where its registry is.
  private static ImageNaming others(Fields fields, ImageNaming usual) {
    var names = fields.below("keys", Shape.IMAGE_KEYS);
    var repository = names.text("repository", usual.keys().repository());
    var digest = names.text("digest", usual.keys().digest());
    var tag = names.text("tag", usual.keys().tag());
    var keys = fields.parsed("keys", "", _ -> new ImageKeys(repository, digest, tag));
    var registry =
        fields
            .text("registry")
            .map(text -> fields.parsed("registry", text, KeyPath::parse))
            .or(usual::registry);
    return new ImageNaming(usual.path(), keys, registry);
  }
}
