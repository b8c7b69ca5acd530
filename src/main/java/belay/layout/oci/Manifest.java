package belay.layout.oci;

import belay.failure.Failure;
import java.util.List;
import java.util.Optional;

/// What a manifest or an index says, as far as carrying it from place to place needs it.
///
/// @param mediaType the kind: an index names `manifests`, an image `config` and `layers`
public record Manifest(
    String mediaType,
    List<Descriptor> manifests,
    Optional<Descriptor> config,
    List<Descriptor> layers) {
  public Manifest {
    manifests = List.copyOf(manifests);
    layers = List.copyOf(layers);
  }

  /// Reads a manifest's or index's JSON.
  ///
  /// @param mediaType what it was announced as, such as a `Content-Type`; where that is empty or no
  ///   manifest's type, its own `mediaType` decides, and else its fields
  /// @throws Failure (refused) where the bytes are not such a document
  public static Manifest parse(String mediaType, byte[] json) {
    return ManifestReader.read(mediaType, json);
  }
}
