package belay.manifest;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The images found in one object so far, and how much was looked at: aliases can make a small text
/// very large. Of one thread.
final class FoundImages {
  private static final int MOST_VISITS = 2_000_000;
  private static final int MOST_IMAGES = 50_000;
  private static final int DEEPEST = 500;

  private final KubeObject object;
  private final List<ManifestImage> images = new ArrayList<>();
  private final Set<YamlNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> places = new HashSet<>();
  private int visits;

  FoundImages(KubeObject object) {
    this.object = object;
  }

  KubeObject object() {
    return object;
  }

  /// Counts one look at a place.
  void visit(Cursor at) {
    if (++visits > MOST_VISITS || at.depth() > DEEPEST || images.size() > MOST_IMAGES) {
      throw new Failure(
          Kind.USAGE,
          "%s: %s is too large, or its aliases make it so"
              .formatted(object.place(at.node()), object),
          "split it, and write out what its aliases stand for");
    }
  }

  /// @param at where the reference stands; the container where it is missing
  void add(ImageRole role, String name, Cursor at, String reference) {
    nodes.add(at.node());
    var path = at.path();
    if (places.add(
        path + " " + at.node().span().start() + " " + (role == ImageRole.TEXT ? reference : ""))) {
      images.add(new ManifestImage(object, role, name, path, at.node(), reference));
    }
  }

  /// Whether this value is an image already.
  boolean has(YamlNode node) {
    return nodes.contains(node);
  }

  int size() {
    return images.size();
  }

  List<ManifestImage> all() {
    return List.copyOf(images);
  }
}
