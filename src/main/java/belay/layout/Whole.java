package belay.layout;

import belay.failure.Failure;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import belay.layout.oci.StrictJson;
import belay.layout.tree.Damage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether the parts of an image belong together, not only whether each is what its digest says.
///
/// What no node could run is found here: an index with no image in it, and a manifest whose layers
/// are not those of the configuration. An artifact's configuration names no layers (`rootfs`), and
/// is nobody's business. Parts that are missing are left to who reads them.
final class Whole {
  private static final int DEEPEST = 8;
  private static final Set<String> PLAIN_LAYERS =
      Set.of(
          "application/vnd.oci.image.layer.v1.tar", "application/vnd.docker.image.rootfs.diff.tar");

  private final String where;
  private final StoredImage image;
  private final Set<Object> seen = new HashSet<>();

  private Whole(String where, StoredImage image) {
    this.where = where;
    this.image = image;
  }

  /// The image, when it is whole.
  ///
  /// @throws Failure (refused) where it is not
  static StoredImage checked(String where, StoredImage image) {
    new Whole(where, image).check(image.root(), 0);
    return image;
  }

  /// Whether `checked` takes it.
  static boolean is(String where, StoredImage image) {
    try {
      checked(where, image);
      return true;
    } catch (Failure _) {
      return false;
    }
  }

  private void check(Descriptor part, int depth) {
    if (depth > DEEPEST || !isReadable(part) || !seen.add(part.digest())) {
      return;
    }
    if (MediaTypes.isIndex(part.mediaType())) {
      var entries = read(part).manifests();
      if (entries.isEmpty()) {
        throw Damage.empty(where, part.digest());
      }
      entries.forEach(entry -> check(entry, depth + 1));
    } else if (MediaTypes.isManifest(part.mediaType())) {
      compare(part, read(part));
    }
  }

  private boolean isReadable(Descriptor part) {
    return part.size() <= Documents.LIMIT && image.has(part);
  }

  private Manifest read(Descriptor part) {
    var bytes = image.manifest(part);
    try {
      return Manifest.parse(part.mediaType(), bytes);
    } catch (Failure e) {
      throw Damage.document(where, part.digest().toString(), e);
    }
  }

  private void compare(Descriptor part, Manifest manifest) {
    var ids = manifest.config().flatMap(this::diffIds);
    if (ids.isEmpty()) {
      return;
    }
    var layers = manifest.layers();
    if (ids.get().size() != layers.size()) {
      throw Damage.layers(where, part.digest(), ids.get().size(), layers.size());
    }
    for (var i = 0; i < layers.size(); i++) {
      compare(part, i, layers.get(i), String.valueOf(ids.get().get(i)));
    }
  }

  /// The digest of a layer that is not compressed is the configuration's name for it, which costs
  /// nothing to compare. To decompress all others would take longer than to push them; containerd
  /// and Docker check them when they unpack.
  private void compare(Descriptor part, int index, Descriptor layer, String id) {
    var algorithm = id.substring(0, Math.max(0, id.indexOf(':') + 1));
    if (PLAIN_LAYERS.contains(layer.mediaType())
        && !algorithm.isEmpty()
        && layer.digest().toString().startsWith(algorithm)
        && !layer.digest().toString().equals(id)
        && !image.isCompressed(layer)) {
      throw Damage.layer(where, part.digest(), index, id, layer.digest());
    }
  }

  /// The layers that a configuration names; empty where it is none of an image's.
  private Optional<List<?>> diffIds(Descriptor config) {
    if (!isReadable(config)) {
      return Optional.empty();
    }
    try {
      return StrictJson.object(image.manifest(config)).get("rootfs") instanceof Map<?, ?> rootfs
              && rootfs.containsKey("diff_ids")
          ? Optional.of(rootfs.get("diff_ids") instanceof List<?> ids ? ids : List.of())
          : Optional.empty();
    } catch (Failure damaged) {
      if (damaged.what().equals(StrictJson.NOT_JSON)) {
        return Optional.empty();
      }
      throw damaged;
    }
  }
}
