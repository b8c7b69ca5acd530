package belay.layout;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import belay.layout.oci.StrictJson;
import belay.layout.tree.Content;
import belay.layout.tree.Damage;
import belay.layout.tree.FileTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An OCI image layout in a tree (OCI image specification, "Image Layout").
final class OciLayout {
  private static final String VERSION_FILE = "oci-layout";
  private static final String INDEX_FILE = "index.json";
  private static final String VERSION = "1.0.0";
  private static final int MOST_MANIFESTS = 10_000;

  private final FileTree tree;

  private OciLayout(FileTree tree) {
    this.tree = tree;
  }

  static boolean isIn(FileTree tree) {
    return tree.find(VERSION_FILE).isPresent();
  }

  /// Opens the image chosen. Only documents are read.
  static StoredImage open(FileTree tree, Choice choice) {
    var layout = new OciLayout(tree);
    layout.checkVersion();
    var bytes = layout.indexBytes();
    var index = layout.parse(INDEX_FILE, "", bytes);
    if (!MediaTypes.isIndex(index.mediaType())) {
      throw Damage.document(tree.where(), INDEX_FILE, "it is no index: it has no manifests");
    }
    var selection = new ImageSelection(tree.where(), index.manifests(), layout::children);
    if (choice instanceof Choice.AllPlatforms && index.manifests().size() > 1) {
      selection.checkIsOneImage();
      var digest = Digest.of(bytes);
      var root = new Descriptor(index.mediaType(), digest, bytes.length);
      return new StoredImage(tree, root, Map.of(digest, Content.made(INDEX_FILE, bytes)));
    }
    return new StoredImage(tree, selection.choose(choice), Map.of());
  }

  private void checkVersion() {
    var file = tree.find(VERSION_FILE).orElseThrow();
    Object version;
    try {
      version = StrictJson.object(Documents.read(tree.where(), file)).get("imageLayoutVersion");
    } catch (Failure e) {
      throw Damage.document(tree.where(), VERSION_FILE, e);
    }
    if (!VERSION.equals(version)) {
      throw new Failure(
          Kind.REFUSED,
          "\"%s\" is an image layout of version \"%s\"".formatted(tree.where(), version),
          "write it as version %s, the only one that is defined".formatted(VERSION));
    }
  }

  private byte[] indexBytes() {
    var file =
        tree.find(INDEX_FILE)
            .orElseThrow(
                () -> Damage.document(tree.where(), "the image layout", "it has no " + INDEX_FILE));
    return Documents.read(tree.where(), file);
  }

  private Manifest parse(String name, String mediaType, byte[] bytes) {
    try {
      return Manifest.parse(mediaType, bytes);
    } catch (Failure e) {
      throw Damage.document(tree.where(), name, e);
    }
  }

  /// What an index lists.
  private List<Descriptor> children(Descriptor index) {
    var bytes = new StoredImage(tree, index, Map.of()).manifest(index);
    return parse(index.digest().toString(), index.mediaType(), bytes).manifests();
  }

  /// Whether all that the image consists of lies in the tree.
  static boolean isComplete(StoredImage image) {
    Deque<Descriptor> open = new ArrayDeque<>(List.of(image.root()));
    Set<Digest> seen = new HashSet<>();
    while (!open.isEmpty()) {
      var part = open.removeFirst();
      if (!seen.add(part.digest())) {
        continue;
      }
      if (!image.has(part) || seen.size() > MOST_MANIFESTS) {
        return false;
      }
      if (MediaTypes.isIndex(part.mediaType()) || MediaTypes.isManifest(part.mediaType())) {
        var manifest = Manifest.parse(part.mediaType(), image.manifest(part));
        open.addAll(manifest.manifests());
        open.addAll(manifest.layers());
        manifest.config().ifPresent(open::add);
      }
    }
    return true;
  }
}
