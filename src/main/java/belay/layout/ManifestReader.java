package belay.layout;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From JSON to [Manifest]; fields that nobody needs are passed over.
///
/// A document that is both an image and an index, or that says to be another kind than announced,
/// is refused: two readers could take it for two images under one digest (CVE-2021-41190).
final class ManifestReader {
  private ManifestReader() {}

  static Manifest read(String announced, byte[] json) {
    var map = Json.object(json);
    var type = type(announced, map);
    var manifest =
        new Manifest(
            type,
            descriptors(map.get("manifests")),
            Optional.ofNullable(map.get("config")).map(ManifestReader::descriptor),
            descriptors(map.get("layers")));
    checkKind(manifest, map);
    return manifest;
  }

  private static String type(String announced, Map<String, Object> map) {
    var own = map.get("mediaType") instanceof String said ? said : "";
    var semicolon = announced.indexOf(';');
    var given = (semicolon < 0 ? announced : announced.substring(0, semicolon)).strip();
    if (isKnown(given) && isKnown(own) && !given.equals(own)) {
      throw refused("it was announced as %s and says to be %s".formatted(given, own));
    }
    if (isKnown(given) || (own.isEmpty() && !given.isEmpty())) {
      return given;
    }
    if (!own.isEmpty()) {
      return own;
    }
    return map.containsKey("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
  }

  private static boolean isKnown(String mediaType) {
    return MediaTypes.isIndex(mediaType) || MediaTypes.isManifest(mediaType);
  }

  private static void checkKind(Manifest manifest, Map<String, Object> map) {
    if (MediaTypes.isIndex(manifest.mediaType())) {
      if (!(map.get("manifests") instanceof List) || map.containsKey("layers")) {
        throw refused("an index has manifests and no layers");
      }
    } else if (MediaTypes.isManifest(manifest.mediaType())) {
      if (manifest.config().isEmpty() || map.containsKey("manifests")) {
        throw refused("an image manifest has a config and no manifests");
      }
    }
  }

  private static List<Descriptor> descriptors(@Nullable Object list) {
    if (list == null) {
      return List.of();
    }
    if (list instanceof List<?> entries) {
      return entries.stream().map(ManifestReader::descriptor).toList();
    }
    throw refused("manifests and layers are lists");
  }

  private static Descriptor descriptor(@Nullable Object entry) {
    if (entry instanceof Map<?, ?> map
        && map.get("mediaType") instanceof String type
        && map.get("digest") instanceof String digest
        && Digest.isDigest(digest)
        && size(map.get("size")) >= 0) {
      return new Descriptor(
          type, Digest.parse(digest), size(map.get("size")), platform(map), annotations(map));
    }
    throw refused("a descriptor lacks its mediaType, digest or size");
  }

  private static long size(@Nullable Object number) {
    return number instanceof Integer || number instanceof Long ? ((Number) number).longValue() : -1;
  }

  private static Optional<Platform> platform(Map<?, ?> map) {
    if (map.get("platform") instanceof Map<?, ?> platform
        && platform.get("os") instanceof String os
        && platform.get("architecture") instanceof String architecture) {
      var variant = platform.get("variant") instanceof String v ? v : "";
      return Optional.of(new Platform(os, architecture, variant));
    }
    return Optional.empty();
  }

  private static Map<String, String> annotations(Map<?, ?> map) {
    var annotations = new LinkedHashMap<String, String>();
    if (map.get("annotations") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> annotations.put(String.valueOf(key), String.valueOf(value)));
    }
    return annotations;
  }

  private static Failure refused(String why) {
    return new Failure(
            Kind.REFUSED,
            "not an image manifest or index",
            "check what lies there: an OCI or Docker manifest is a JSON object with a config, or"
                + " with manifests")
        .because(why);
  }
}
