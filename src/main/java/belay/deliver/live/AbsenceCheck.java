package belay.deliver.live;

import belay.image.ImageRef;
import belay.kube.Container;
import belay.kube.FieldOwner;
import belay.kube.Pod;
import belay.kube.Snapshot;
import belay.kube.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks for what Git wants and the cluster does not have.
record AbsenceCheck(LiveTarget target, Snapshot snapshot, Authors authors, LiveFindings findings) {

  void run(List<Workload> roots, List<Pod> pods) {
    for (var root : roots) {
      var hasPods =
          pods.stream()
              .anyMatch(pod -> snapshot.root(pod.object()).uid().equals(root.object().uid()));
      if (!hasPods && root.replicas().isPresent()) {
        idle(root, root.replicas().get());
      }
    }
    if (!findings.hasViolation()) {
      target.newest().values().stream()
          .filter(wanted -> !isThere(wanted))
          .forEach(wanted -> missing(wanted, roots.isEmpty() && pods.isEmpty()));
    }
  }

  private void idle(Workload root, long replicas) {
    var object = root.object();
    var image = root.template().stream().findFirst().map(Container::image);
    if (replicas > 0) {
      findings.absent(
          Optional.of(object),
          image,
          Optional.empty(),
          "no Pod of the %d that are wanted".formatted(replicas),
          "look why: kubectl -n %s describe %s"
              .formatted(object.namespace(), object.toString().toLowerCase(Locale.ROOT)));
      return;
    }
    var owners = authors.ofReplicas(object);
    if (!Authors.isGits(owners) && !authors.isAutoscaled(object)) {
      findings.absent(
          Optional.of(object),
          image,
          FieldOwner.last(owners),
          "scaled to zero, which Git does not say",
          LiveAdvice.takenBack(target.key()));
    }
  }

  private boolean isThere(ImageRef wanted) {
    return findings.all().stream()
        .flatMap(image -> image.found().stream())
        .flatMap(text -> ImageRef.read(text).stream())
        .anyMatch(image -> image.repository().equals(wanted.repository()));
  }

  private void missing(ImageRef wanted, boolean nothing) {
    var application = target.key().application();
    findings.absent(
        Optional.empty(),
        Optional.of(wanted.toString()),
        Optional.empty(),
        nothing
            ? "no workload of Application %s in %s"
                .formatted(application, String.join(", ", target.namespaces()))
            : "no container has an image of %s: does the chart use it?"
                .formatted(wanted.repository()),
        "look why: argocd app get " + application);
  }
}
