package belay.kube;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pods and what makes them, at one moment.
///
/// @param workloads by uid
public record Snapshot(Map<String, Workload> workloads, List<Pod> pods) {
  private static final int DEEPEST = 8;

  public Snapshot {
    workloads = Map.copyOf(workloads);
    pods = List.copyOf(pods);
  }

  /// Those that were read.
  public static Snapshot of(List<Workload> workloads, List<Pod> pods) {
    Map<String, Workload> byUid = new HashMap<>();
    workloads.forEach(workload -> byUid.put(workload.object().uid(), workload));
    return new Snapshot(byUid, pods);
  }

  /// What an object was made by in the end: itself where nothing is known to have made it.
  public LiveObject root(LiveObject object) {
    var here = object;
    for (var depth = 0; depth < DEEPEST; depth++) {
      var above = parent(here);
      if (above.isEmpty()) {
        return here;
      }
      here = above.get().object();
    }
    return here;
  }

  /// What made an object.
  public Optional<Workload> parent(LiveObject object) {
    return object.owners().stream()
        .flatMap(owner -> Optional.ofNullable(workloads.get(owner.uid())).stream())
        .findFirst();
  }

  /// The workloads of an Application that nothing else has made.
  public List<Workload> roots(String application) {
    return workloads.values().stream()
        .filter(workload -> parent(workload.object()).isEmpty())
        .filter(workload -> workload.object().belongsTo(application))
        .sorted((one, two) -> one.object().toString().compareTo(two.object().toString()))
        .toList();
  }

  /// The Pods of an Application.
  public List<Pod> pods(String application) {
    return pods.stream().filter(pod -> root(pod.object()).belongsTo(application)).toList();
  }
}
