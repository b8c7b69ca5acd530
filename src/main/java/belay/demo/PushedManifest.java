package belay.demo;

import belay.image.Digest;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a registry has to know about a manifest.
///
/// @param mediaType its `Content-Type`
/// @param blobs the configuration and layers that must be there
/// @param manifests for an index: the manifests that must be there
record PushedManifest(String mediaType, List<Digest> blobs, List<Digest> manifests) {
  PushedManifest {
    blobs = List.copyOf(blobs);
    manifests = List.copyOf(manifests);
  }

  static PushedManifest parse(String mediaType, byte[] json) {
    if (!(json(json) instanceof Map<?, ?> fields)) {
      throw invalid("it is no JSON object");
    }
    if (fields.get("mediaType") instanceof String own && !own.equals(mediaType)) {
      throw invalid("its mediaType is not its Content-Type");
    }
    List<Object> blobs = new ArrayList<>(list(fields.get("layers")));
    if (fields.get("config") instanceof Map<?, ?> config) {
      blobs.add(config);
    }
    return new PushedManifest(mediaType, digests(blobs), digests(list(fields.get("manifests"))));
  }

  private static @Nullable Object json(byte[] json) {
    try {
      return JSON.std.anyFrom(json);
    } catch (IOException e) {
      throw invalid("it is no JSON: " + e.getMessage());
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /// Layers that lie elsewhere (`urls`) need not be here.
  private static List<Digest> digests(List<?> descriptors) {
    List<Digest> digests = new ArrayList<>();
    for (var entry : descriptors) {
      if (!(entry instanceof Map<?, ?> descriptor)) {
        throw invalid("a descriptor is no object");
      }
      if (!descriptor.containsKey("urls")) {
        digests.add(digest(descriptor));
      }
    }
    return digests;
  }

  private static Digest digest(Map<?, ?> descriptor) {
    return Route.digest(String.valueOf(descriptor.get("digest")));
  }

  private static RegistryError invalid(String why) {
    return new RegistryError(400, "MANIFEST_INVALID", why);
  }
}
