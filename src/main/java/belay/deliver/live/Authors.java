package belay.deliver.live;

import belay.kube.Container;
import belay.kube.FieldOwner;
import belay.kube.LiveObject;
import belay.kube.LiveObjectReader;
import belay.kube.Workload;
import belay.net.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who set what, read only where that matters.
final class Authors {
  /// How Argo CD's controller names itself.
  private static final String ARGOCD = "argocd-controller";

  private final LiveSource source;
  private final Map<String, Optional<Json>> read = new HashMap<>();

  Authors(LiveSource source) {
    this.source = source;
  }

  /// Who set the image of a container.
  List<FieldOwner> ofImage(LiveObject object, Container container) {
    return whole(object).map(json -> FieldOwner.ofImage(json, container)).orElse(List.of());
  }

  /// Who set the number of Pods.
  List<FieldOwner> ofReplicas(LiveObject object) {
    return whole(object).map(FieldOwner::ofReplicas).orElse(List.of());
  }

  /// Whether the number of Pods follows the load.
  boolean isAutoscaled(LiveObject object) {
    return source.isAutoscaled(object);
  }

  /// Whether a Pod's image was set by somebody else than who made the Pod.
  Optional<FieldOwner> afterwards(LiveObject pod, Container container) {
    var maker = whole(pod).map(FieldOwner::ofCreation).orElse(List.of());
    return FieldOwner.last(ofImage(pod, container))
        .filter(owner -> maker.stream().noneMatch(one -> one.manager().equals(owner.manager())));
  }

  /// Whether Argo CD is among those who set something.
  static boolean isGits(List<FieldOwner> owners) {
    return owners.stream().anyMatch(owner -> owner.manager().equals(ARGOCD));
  }

  /// A workload with its template, which lists of ReplicaSets lack.
  Optional<Workload> whole(Workload workload) {
    var object = workload.object();
    return workload.template().isEmpty()
        ? whole(object)
            .map(json -> LiveObjectReader.workload(json, object.apiVersion(), object.kind()))
        : Optional.of(workload);
  }

  private Optional<Json> whole(LiveObject object) {
    return read.computeIfAbsent(object.uid(), _ -> source.whole(object));
  }
}
