package belay.deliver.verify;

import belay.deliver.verify.finding.GitPlace;
import belay.yaml.image.ImageKeys;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ValuesFile;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.Optional;

/// The nodes of a values file that say which image is meant.
///
/// @param image the image's mapping
/// @param repository where its repository stands
record ImageNodes(
    String file,
    Optional<YamlNode> image,
    Optional<YamlNode> repository,
    Optional<YamlNode> digest,
    Optional<YamlNode> tag) {
  static ImageNodes in(String path, ValuesFile file, ImageNaming naming) {
    var image = file.node(naming.path());
    var keys = naming.keys();
    return new ImageNodes(
        path,
        image,
        image.flatMap(node -> repository(node, keys)),
        image.flatMap(node -> Lookup.find(node, keys.digest())),
        image.flatMap(node -> Lookup.find(node, keys.tag())));
  }

  private static Optional<YamlNode> repository(YamlNode image, ImageKeys keys) {
    return keys.repositories().stream()
        .flatMap(key -> Lookup.find(image, key).stream())
        .findFirst();
  }

  /// Where a node stands, else the image's mapping, else the file's beginning.
  GitPlace place(Optional<YamlNode> node) {
    return node.or(() -> image)
        .map(there -> GitPlace.of(file, there))
        .orElseGet(() -> GitPlace.start(file));
  }
}
