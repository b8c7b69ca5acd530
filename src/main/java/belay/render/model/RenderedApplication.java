package belay.render.model;

import belay.render.object.ApplicationObject;
import belay.render.object.RenderFailure;
import java.util.List;
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
}
