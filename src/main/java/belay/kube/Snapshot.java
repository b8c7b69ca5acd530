package belay.kube;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pods and what makes them, at one moment.
public final class Snapshot {
  private static final int DEEPEST = 8;

  private final Map<String, Workload> workloads = new HashMap<>();
  private final Map<String, List<Workload>> roots = new HashMap<>();
  private final Map<String, List<Pod>> pods = new HashMap<>();
  private final int size;

  private Snapshot(int size) {
    this.size = size;
  }

  /// Those that were read.
  public static Snapshot of(List<Workload> workloads, List<Pod> pods) {
    var snapshot = new Snapshot(pods.size());
    workloads.forEach(workload -> snapshot.workloads.put(workload.object().uid(), workload));
    snapshot.workloads.values().forEach(snapshot::addRoot);
    pods.forEach(snapshot::addPod);
    snapshot
        .roots
        .values()
        .forEach(all -> all.sort(Comparator.comparing(root -> root.object().toString())));
    return snapshot;
  }

  private void addRoot(Workload workload) {
    var object = workload.object();
    if (parent(object).isEmpty()) {
      object
          .application()
          .ifPresent(name -> roots.computeIfAbsent(name, _ -> new ArrayList<>()).add(workload));
    }
  }

  private void addPod(Pod pod) {
    root(pod.object())
        .application()
        .ifPresent(name -> pods.computeIfAbsent(name, _ -> new ArrayList<>()).add(pod));
  }

  /// How many Pods there are, whosever.
  public int size() {
    return size;
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
    for (var owner : object.owners()) {
      var found = workloads.get(owner.uid());
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /// The workload that an object is; empty where it is none.
  public Optional<Workload> workload(LiveObject object) {
    return Optional.ofNullable(workloads.get(object.uid()));
  }

  /// The workloads of an Application that nothing else has made.
  public List<Workload> roots(String application) {
    return roots.getOrDefault(application, List.of());
  }

  /// The Pods of an Application.
  public List<Pod> pods(String application) {
    return pods.getOrDefault(application, List.of());
  }
}
