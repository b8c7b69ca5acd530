package belay.deliver.render;

import belay.render.RenderSettings;
import java.util.List;

/// What is to be rendered.
///
/// @param names of Applications, or paths of files that have some; none for all
/// @param environments those that are meant; none for all
/// @param workTree whether a clone's files count as they are, and not those of a commit
public record RenderRequest(
    List<String> names, List<String> environments, boolean workTree, RenderSettings settings) {
  public RenderRequest {
    names = List.copyOf(names);
    environments = List.copyOf(environments);
  }
}
