package belay.kube;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What makes Pods.
///
/// @param replicas how many it wants; empty where it has no number
/// @param template the images of the Pods that it makes; empty where they stand elsewhere
/// @param lastRun when a CronJob last began
/// @param finished whether a Job has ended
public record Workload(
    LiveObject object,
    Optional<Long> replicas,
    List<Container> template,
    Optional<Instant> lastRun,
    boolean finished) {
  public Workload {
    template = List.copyOf(template);
  }
}
