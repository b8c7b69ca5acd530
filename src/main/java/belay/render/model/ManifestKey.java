package belay.render.model;

import belay.failure.Failure;
import java.util.Optional;

/// What makes two manifests the same object.
final class ManifestKey {
  private ManifestKey() {}

  /// Group, kind, namespace and name; empty where the object has no name of its own.
  ///
  /// @param destination the namespace of objects that name none
  static Optional<String> of(RenderedManifest manifest, String destination) {
    try {
      return manifest.objects().stream()
          .findFirst()
          .filter(object -> !object.name().isEmpty())
          .map(object ->
              String.join(
                  " ",
                  object.group(),
                  object.kind(),
                  object.namespace().orElse(destination),
                  object.name()));
    } catch (Failure notAnObject) {
      return Optional.empty();
    }
  }
}
