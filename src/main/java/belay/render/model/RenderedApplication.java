package belay.render.model;

import belay.render.object.ApplicationObject;
import belay.render.object.RenderFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of one Application.
///
/// @param environment the environment that it delivers to; empty where nothing tells
/// @param sources in the Application's order
public record RenderedApplication(
    ApplicationObject application, Optional<String> environment, List<RenderedSource> sources) {
  public RenderedApplication {
    sources = List.copyOf(sources);
  }

  /// Whether all its sources render: Argo CD applies nothing of it else.
  public boolean isRendered() {
    return failures().isEmpty();
  }

  public List<RenderFailure> failures() {
    return sources.stream().flatMap(source -> source.failures().stream()).toList();
  }

  /// What Argo CD applies: of objects that are the same one by kind, namespace and name the last.
  public List<RenderedManifest> manifests() {
    if (!isRendered()) {
      return List.of();
    }
    Map<String, RenderedManifest> last = new LinkedHashMap<>();
    var unnamed = 0;
    for (var source : sources) {
      for (var manifest : source.manifests()) {
        var key = ManifestKey.of(manifest, application.destination());
        last.put(key.orElse("unnamed " + unnamed++), manifest);
      }
    }
    return List.copyOf(last.values());
  }
}
