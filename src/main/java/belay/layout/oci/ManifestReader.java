package belay.layout.oci;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.Platform;
import java.math.BigInteger;
import java.util.ArrayList;
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
  private static final int LONGEST_VALUE = 100;

  private ManifestReader() {}

  static Manifest read(String announced, byte[] json) {
    var map = StrictJson.object(json);
    var type = type(announced, map);
    var manifest =
        new Manifest(
            type,
            descriptors("manifests", map),
            Optional.ofNullable(map.get("config")).map(config -> descriptor("config", config)),
            descriptors("layers", map));
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

  private static List<Descriptor> descriptors(String field, Map<String, Object> map) {
    var list = map.get(field);
    if (list == null) {
      return List.of();
    }
    if (list instanceof List<?> entries) {
      List<Descriptor> descriptors = new ArrayList<>();
      for (var i = 0; i < entries.size(); i++) {
        descriptors.add(descriptor("%s[%d]".formatted(field, i), entries.get(i)));
      }
      return descriptors;
    }
    throw refused("%s is no list, but %s".formatted(field, quoted(list)));
  }

  /// @param place where it stands, such as `layers[2]`
  private static Descriptor descriptor(String place, @Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw refused("%s is no descriptor, but %s".formatted(place, quoted(entry)));
    }
    var type = text(place + ".mediaType", map.get("mediaType"));
    var digest = text(place + ".digest", map.get("digest"));
    if (!Digest.isDigest(digest)) {
      throw refused("%s.digest is no digest: %s".formatted(place, quoted(digest)));
    }
    var size = size(place + ".size", map.get("size"));
    return new Descriptor(type, Digest.parse(digest), size, platform(map), annotations(map));
  }

  private static String text(String field, @Nullable Object value) {
    if (value == null) {
      throw refused(field + " is missing");
    }
    if (value instanceof String text) {
      return text;
    }
    throw refused("%s is no text: %s".formatted(field, quoted(value)));
  }

  private static long size(String field, @Nullable Object value) {
    if (value == null) {
      throw refused(field + " is missing");
    }
    if (value instanceof Integer || value instanceof Long) {
      var size = ((Number) value).longValue();
      if (size < 0) {
        throw refused("%s is negative: %d".formatted(field, size));
      }
      return size;
    }
    throw refused(
        value instanceof BigInteger
            ? "%s is larger than anything there is: %s".formatted(field, quoted(value))
            : "%s is no number of bytes: %s".formatted(field, quoted(value)));
  }

  /// A value as it stands there, cut where it is long.
  private static String quoted(@Nullable Object value) {
    var text = String.valueOf(value);
    var cut = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    return value instanceof String ? "\"%s\"".formatted(cut) : cut;
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
