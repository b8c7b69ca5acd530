package belay.render.discovery;

import belay.render.object.ApplicationObject;
import belay.render.object.RenderFailure;
import java.util.List;

/// Objects of Argo CD in a repository.
///
/// @param applications in the order of their files
/// @param sets what makes Applications
/// @param failures files that look like one, and are none
public record FoundObjects(
    List<ApplicationObject> applications, List<SetObject> sets, List<RenderFailure> failures) {
  public FoundObjects {
    applications = List.copyOf(applications);
    sets = List.copyOf(sets);
    failures = List.copyOf(failures);
  }
}
