package belay.render.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.manifest.KubeObject;
import java.util.List;
import java.util.Optional;

/// One object as Argo CD would apply it.
///
/// @param template the file that it comes from, as its tool calls it, such as
///   `api/templates/deployment.yaml`; a path in the repository for plain manifests
/// @param path the same as a path in the repository of the source; empty where that is not known
/// @param text the object as YAML, without `---`
public record RenderedManifest(String template, Optional<String> path, String text) {
  /// The text in UTF-8.
  public byte[] bytes() {
    return text.getBytes(UTF_8);
  }

  /// The object itself, its places being those in [#text].
  ///
  /// @throws belay.failure.Failure (usage) where it is no YAML
  public List<KubeObject> objects() {
    return KubeObject.read(template, bytes());
  }
}
