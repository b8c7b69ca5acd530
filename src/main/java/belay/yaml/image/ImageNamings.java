package belay.yaml.image;

import belay.yaml.tree.KeyPath;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sees how a values file that somebody wrote names its image: which mapping says where an image is
/// and which version of it, and by which keys.
final class ImageNamings {
  private static final int DEEPEST = 31;
  private static final KeyPath USUAL = KeyPath.parse("image");

  private final List<ImageNaming> found = new ArrayList<>();

  private ImageNamings() {}

  /// The one at the usual place, else the only one.
  static Optional<ImageNaming> in(List<YamlDocument> documents) {
    var namings = new ImageNamings();
    for (var document : documents) {
      if (document.root() instanceof Mapping root && !isObject(root)) {
        namings.below(List.of(), root);
      }
    }
    return namings.found.stream()
        .filter(naming -> naming.path().equals(USUAL))
        .findFirst()
        .or(() -> namings.found.stream().filter(_ -> namings.found.size() == 1).findFirst());
  }

  /// A Kubernetes object is nobody's values.
  private static boolean isObject(Mapping root) {
    return root.entry("apiVersion").isPresent() && root.entry("kind").isPresent();
  }

  private void below(List<String> above, Mapping mapping) {
    for (var entry : mapping.entries()) {
      var name = entry.name().filter(text -> !text.isBlank());
      if (name.isPresent() && entry.value() instanceof Mapping inner && above.size() < DEEPEST) {
        var path = new ArrayList<>(above);
        path.add(name.get());
        naming(name.get(), KeyPath.of(path), inner)
            .ifPresentOrElse(found::add, () -> below(List.copyOf(path), inner));
      }
    }
  }

  private static Optional<ImageNaming> naming(String key, KeyPath path, Mapping mapping) {
    return ImageEntries.own(key, mapping, ImageKeys.standard())
        .map(entries -> new ImageNaming(path, entries.written()));
  }
}
