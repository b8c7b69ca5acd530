package belay.layout;

import belay.failure.Failure;
import belay.image.Digest;
import belay.layout.oci.Descriptor;
import belay.layout.tree.Content;
import belay.layout.tree.Damage;
import belay.layout.tree.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An image whose parts lie in a tree: those listed by their digests, all others where an OCI image
/// layout has them. A path is only ever built from a digest's letters and digits.
final class StoredImage implements ImageSource {
  private final FileTree tree;
  private final Descriptor root;
  private final Map<Digest, Content> parts;

  StoredImage(FileTree tree, Descriptor root, Map<Digest, Content> parts) {
    this.tree = tree;
    this.root = root;
    this.parts = Map.copyOf(parts);
  }

  @Override
  public Descriptor root() {
    return root;
  }

  @Override
  public byte[] manifest(Descriptor descriptor) {
    var content = content(descriptor);
    var bytes = Documents.read(tree.where(), content);
    if (!descriptor.digest().names(bytes)) {
      throw Damage.wrongDigest(
          tree.where(),
          content,
          descriptor.digest(),
          Digest.of(descriptor.digest().algorithm(), bytes));
    }
    return bytes;
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) throws IOException {
    return content(descriptor).from(offset);
  }

  @Override
  public void verify(Descriptor descriptor) {
    var content = content(descriptor);
    try (var in = content.from(0)) {
      var actual = Digest.of(descriptor.digest().algorithm(), in);
      if (!actual.equals(descriptor.digest())) {
        throw Damage.wrongDigest(tree.where(), content, descriptor.digest(), actual);
      }
    } catch (IOException e) {
      throw Damage.unreadable(tree.where(), e);
    }
  }

  /// Whether this content lies here with the size it should have; nothing is hashed.
  boolean has(Descriptor descriptor) {
    return find(descriptor).filter(found -> found.size() == descriptor.size()).isPresent();
  }

  /// Whether the content is compressed, whatever its type says; `true` where it cannot be read.
  boolean isCompressed(Descriptor descriptor) {
    try (var in = content(descriptor).from(0)) {
      return Compression.of(in.readNBytes(Compression.MAGIC_LENGTH)) != Compression.NONE;
    } catch (IOException | Failure _) {
      return true;
    }
  }

  private Content content(Descriptor wanted) {
    var found =
        find(wanted).orElseThrow(() -> Damage.missing(tree.where(), wanted, path(wanted.digest())));
    if (found.size() != wanted.size()) {
      throw Damage.wrongSize(tree.where(), found, wanted);
    }
    return found;
  }

  private Optional<Content> find(Descriptor wanted) {
    var part = parts.get(wanted.digest());
    return part != null ? Optional.of(part) : tree.find(path(wanted.digest()));
  }

  private static String path(Digest digest) {
    return "blobs/%s/%s"
        .formatted(digest.algorithm().name().toLowerCase(Locale.ROOT), digest.hex());
  }

  @Override
  public void close() {
    tree.close();
  }
}
