package belay.layout.oci;

import belay.image.Digest;
import belay.image.Platform;
import java.util.Map;
import java.util.Optional;

/// One piece of content, named by what it is (OCI image specification, descriptor).
///
/// @param mediaType what the content is; see [MediaTypes]
/// @param digest the content's name
/// @param size the content's length in bytes
/// @param platform for an image in an index: what it runs on, where the index says so
/// @param annotations free remarks, such as `org.opencontainers.image.ref.name`
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<Platform> platform,
    Map<String, String> annotations) {
  public Descriptor {
    annotations = Map.copyOf(annotations);
  }

  /// Content of a kind, with no more to say about it.
  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Optional.empty(), Map.of());
  }
}
