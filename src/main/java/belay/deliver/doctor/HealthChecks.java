package belay.deliver.doctor;

import belay.argocd.ArgoCd;
import java.util.Collection;
import java.util.TreeMap;

/// Whether Argo CD knows of every kind in use how it is: what it knows nothing of counts as well,
/// and a wait ends too early.
record HealthChecks(ArgoCd argocd, Checks checks) {
  private static final String ID = "health";

  void run(Collection<String> applications) {
    var unassessed = new TreeMap<String, String>();
    for (var application : applications) {
      argocd.nodes(application).stream()
          .filter(node -> !node.assessed() && isCustom(node.group()))
          .forEach(node -> unassessed.putIfAbsent(node.group() + "/" + node.kind(), application));
    }
    if (unassessed.isEmpty()) {
      checks.ok(ID, "Argo CD knows of every kind in use how it is");
    }
    unassessed.forEach((kind, application) ->
        checks.warning(
            ID,
            "%s has %s, of which Argo CD does not know how it is".formatted(application, kind),
            "write resource.customizations.health.%s into argocd-cm"
                .formatted(kind.replace('/', '_'))));
  }

  /// Kubernetes' own kinds without health have nothing to be ill of.
  private static boolean isCustom(String group) {
    return group.contains(".") && !group.endsWith(".k8s.io");
  }
}
