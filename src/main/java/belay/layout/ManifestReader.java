package belay.layout;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.Platform;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From JSON to [Manifest]; fields that nobody needs are passed over.
final class ManifestReader {
  private ManifestReader() {}

  static Manifest read(String announced, byte[] json) {
    try {
      var map = JSON.std.mapFrom(json);
      var type = type(announced, map);
      return new Manifest(
          type, descriptors(map.get("manifests")), config(map), descriptors(map.get("layers")));
    } catch (IOException | ClassCastException e) {
      throw notOne(e);
    }
  }

  private static String type(String announced, Map<String, Object> map) {
    if (!announced.isEmpty()) {
      return announced;
    }
    if (map.get("mediaType") instanceof String own) {
      return own;
    }
    return map.containsKey("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
  }

  private static Optional<Descriptor> config(Map<String, Object> map) {
    return map.get("config") instanceof Map<?, ?> config
        ? Optional.of(descriptor(config))
        : Optional.empty();
  }

  private static List<Descriptor> descriptors(@Nullable Object list) {
    return list instanceof List<?> entries
        ? entries.stream().map(entry -> descriptor((Map<?, ?>) entry)).toList()
        : List.of();
  }

  private static Descriptor descriptor(Map<?, ?> map) {
    if (map.get("mediaType") instanceof String type
        && map.get("digest") instanceof String digest
        && map.get("size") instanceof Number size) {
      return new Descriptor(
          type, Digest.parse(digest), size.longValue(), platform(map), annotations(map));
    }
    throw new Failure(
        Kind.REFUSED, "a descriptor lacks its mediaType, digest or size", "build the image again");
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

  private static Failure notOne(Exception cause) {
    return new Failure(
        Kind.REFUSED,
        "not an image manifest or index",
        "check what lies there: an OCI or Docker manifest is a JSON object",
        cause);
  }
}
