package belay.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.image.Digest;
import belay.layout.oci.Descriptor;
import belay.layout.oci.MediaTypes;
import belay.layout.oci.StrictJson;
import belay.layout.tree.Content;
import belay.layout.tree.Damage;
import belay.layout.tree.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// Makes the manifest that a `docker save` archive lacks, the same bytes from the same archive on
/// every machine.
///
/// Layers go as they lie in the archive. Compressing them, as `docker push` does, would make the
/// digest depend on the compressor: zlib's output differs between versions and so between Java
/// runtimes.
///
/// The manifest is OCI's and not Docker's: the OCI image specification obliges everybody to take
/// uncompressed layers (`application/vnd.oci.image.layer.v1.tar`), while Docker's schema 2 defines
/// gzip-compressed ones only. Docker's configuration is one of OCI's with more fields, which the
/// specification allows; `docker save` of Docker 25 and later types it like this, too.
final class MadeManifest {
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final Pattern HEX = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private final FileTree tree;
  private final Map<Digest, Content> parts = new HashMap<>();

  MadeManifest(FileTree tree) {
    this.tree = tree;
  }

  StoredImage of(SavedImage image) {
    var file = find(image.config());
    var config = Documents.read(tree.where(), file);
    var digest = Digest.of(config);
    checkName(file, digest);
    parts.put(digest, file);
    var layers = layers(image, diffIds(file, config));
    var json = json(new Descriptor(CONFIG, digest, config.length), layers).getBytes(UTF_8);
    var root = new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(json), json.length);
    parts.put(root.digest(), Content.made("the manifest made", json));
    return new StoredImage(tree, root, parts);
  }

  private Content find(String path) {
    return tree.find(path)
        .orElseThrow(() -> Damage.archive(tree.where(), "there is no %s in it".formatted(path)));
  }

  /// Docker names a configuration by its digest; some builders do not.
  private void checkName(Content file, Digest actual) {
    var hex = HEX.matcher(file.name());
    if (hex.find() && !hex.group().equals(actual.hex())) {
      throw Damage.wrongDigest(tree.where(), file, "sha256:" + hex.group(), actual);
    }
  }

  private List<Digest> diffIds(Content file, byte[] config) {
    try {
      if (StrictJson.object(config).get("rootfs") instanceof Map<?, ?> rootfs
          && rootfs.get("diff_ids") instanceof List<?> ids) {
        return ids.stream().map(id -> Digest.parse(String.valueOf(id))).toList();
      }
    } catch (Failure e) {
      throw Damage.document(tree.where(), file.name(), e);
    }
    throw Damage.document(tree.where(), file.name(), "it names no layers (rootfs.diff_ids)");
  }

  private List<Descriptor> layers(SavedImage image, List<Digest> diffIds) {
    if (image.layers().size() != diffIds.size()) {
      throw Damage.archive(
          tree.where(),
          "%s names %d layers, manifest.json %d"
              .formatted(image.config(), diffIds.size(), image.layers().size()));
    }
    List<Descriptor> layers = new ArrayList<>();
    for (var i = 0; i < diffIds.size(); i++) {
      var content = find(image.layers().get(i));
      var layer = layer(content, diffIds.get(i));
      parts.put(layer.digest(), content);
      layers.add(layer);
    }
    return layers;
  }

  /// The digest of an uncompressed layer is the one in the configuration: `verify` finds out
  /// whether that is true, so that the archive is not read twice.
  private Descriptor layer(Content content, Digest diffId) {
    try {
      var compression = compression(content);
      return switch (compression) {
        case NONE -> new Descriptor(LAYER, diffId, content.size());
        case GZIP -> new Descriptor(LAYER + "+gzip", gzipped(content, diffId), content.size());
        case ZSTD -> new Descriptor(LAYER + "+zstd", digest(content), content.size());
        case XZ, BZIP2, LZ4 ->
            throw Damage.archive(
                tree.where(),
                "%s is compressed with %s, which no registry knows"
                    .formatted(content.name(), compression.name().toLowerCase(Locale.ROOT)));
      };
    } catch (IOException e) {
      throw Damage.unreadable(tree.where(), e);
    }
  }

  private static Compression compression(Content content) throws IOException {
    try (var in = content.from(0)) {
      return Compression.of(in.readNBytes(Compression.MAGIC_LENGTH));
    }
  }

  /// Java cannot decompress zstd, so whether such a layer holds what the configuration says is left
  /// to whoever unpacks it; containerd and Docker check it.
  private static Digest digest(Content content) throws IOException {
    try (var in = content.from(0)) {
      return Digest.of(Digest.Algorithm.SHA256, in);
    }
  }

  private Digest gzipped(Content content, Digest diffId) throws IOException {
    var hash = Digest.Algorithm.SHA256.hash();
    try (var compressed = new DigestInputStream(content.from(0), hash);
        var layer = new GZIPInputStream(compressed, 1 << 16)) {
      var actual = Digest.of(diffId.algorithm(), layer);
      if (!actual.equals(diffId)) {
        throw Damage.wrongDigest(tree.where(), content, diffId, actual);
      }
      compressed.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.Algorithm.SHA256.of(hash);
  }

  private static String json(Descriptor config, List<Descriptor> layers) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
        .formatted(
            MediaTypes.OCI_MANIFEST,
            json(config),
            layers.stream().map(MadeManifest::json).collect(Collectors.joining(",")));
  }

  private static String json(Descriptor part) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(part.mediaType(), part.digest(), part.size());
  }
}
