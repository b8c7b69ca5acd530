package belay.kube;

import java.util.List;
import java.util.Optional;

/// What makes Pods.
///
/// @param replicas how many it wants; empty where it has no number
/// @param template the images of the Pods that it makes; empty where they stand elsewhere
public record Workload(LiveObject object, Optional<Long> replicas, List<Container> template) {
  public Workload {
    template = List.copyOf(template);
  }
}
