package belay.argocd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An Application as the stand-in has it, and as JSON of the shape that Argo CD's API gives.
public record App(
    String name,
    String sync,
    List<String> revisions,
    String health,
    String healthMessage,
    Map<String, Object> operation,
    List<Map<String, Object>> extra,
    Cluster cluster) {

  /// What lives in the cluster.
  ///
  /// @param summary what the controller has written down about images; may lag behind
  /// @param pods the images of each Pod
  /// @param manifests the manifests that Argo CD renders
  public record Cluster(
      List<String> summary, List<List<String>> pods, List<String> manifests, boolean automated) {}

  public static App named(String name) {
    return new App(
        name,
        "Synced",
        List.of("0".repeat(40)),
        "Healthy",
        "",
        Map.of(),
        List.of(),
        new Cluster(List.of(), List.of(), List.of(), true));
  }

  public App sync(String status, String... at) {
    return new App(name, status, List.of(at), health, healthMessage, operation, extra, cluster);
  }

  public App health(String status) {
    return health(status, "");
  }

  public App health(String status, String message) {
    return new App(name, sync, revisions, status, message, operation, extra, cluster);
  }

  public App operation(String phase, String message, String... at) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("operation", Map.of("sync", Map.of("revision", at[0], "prune", true)));
    state.put("phase", phase);
    state.put("message", message);
    state.put("startedAt", "2026-11-24T10:00:00Z");
    state.put("syncResult", withRevisions(new LinkedHashMap<>(), List.of(at)));
    return new App(name, sync, revisions, health, healthMessage, state, extra, cluster);
  }

  /// A sync that has failed so often and is tried again.
  public App retried(int times, String message, String... at) {
    var running = operation("Running", message, at);
    var state = new LinkedHashMap<>(running.operation);
    state.put("retryCount", times);
    return new App(name, sync, revisions, health, healthMessage, state, extra, cluster);
  }

  public App condition(String type, String message) {
    var more = new ArrayList<>(extra);
    more.add(
        Map.of("type", type, "message", message, "lastTransitionTime", "2026-11-24T10:00:00Z"));
    return new App(name, sync, revisions, health, healthMessage, operation, more, cluster);
  }

  public App cluster(Cluster other) {
    return new App(name, sync, revisions, health, healthMessage, operation, extra, other);
  }

  /// Pods that run these images, and a summary that knows it.
  public App runs(String... images) {
    return cluster(
        new Cluster(
            List.of(images), List.of(List.of(images)), cluster.manifests, cluster.automated));
  }

  public App manual() {
    return cluster(new Cluster(cluster.summary, cluster.pods, cluster.manifests, false));
  }

  Map<String, Object> json(int version) {
    Map<String, Object> app = new LinkedHashMap<>();
    app.put(
        "metadata",
        Map.of(
            "name",
            name,
            "namespace",
            "argocd",
            "uid",
            "8e7c9a1e-0000-4000-8000-000000000001",
            "resourceVersion",
            String.valueOf(version),
            "managedFields",
            List.of(Map.of("manager", "argocd-application-controller"))));
    app.put("spec", spec());
    app.put("status", status());
    return app;
  }

  private Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("project", "default");
    spec.put("destination", Map.of("server", "https://kubernetes.default.svc"));
    spec.put("source", Map.of("repoURL", "https://git.example.com/ops.git", "path", "charts/x"));
    spec.put(
        "syncPolicy",
        cluster.automated
            ? Map.of("automated", Map.of("selfHeal", true))
            : Map.of("syncOptions", List.of("CreateNamespace=true")));
    return spec;
  }

  private Map<String, Object> status() {
    Map<String, Object> status = new LinkedHashMap<>();
    Map<String, Object> compared = new LinkedHashMap<>();
    compared.put("status", sync);
    compared.put("comparedTo", Map.of("destination", Map.of()));
    status.put("sync", withRevisions(compared, revisions));
    status.put(
        "health",
        healthMessage.isEmpty()
            ? Map.of("status", health)
            : Map.of("status", health, "message", healthMessage));
    if (!operation.isEmpty()) {
      status.put("operationState", operation);
    }
    if (!extra.isEmpty()) {
      status.put("conditions", extra);
    }
    status.put("resources", List.of(resource()));
    status.put("summary", cluster.summary.isEmpty() ? Map.of() : Map.of("images", cluster.summary));
    status.put("reconciledAt", "2026-11-24T10:00:00Z");
    return status;
  }

  private Map<String, Object> resource() {
    var well =
        health.equals("Degraded")
            ? Map.of(
                "status", "Degraded", "message", "Deployment \"x\" exceeded its progress deadline")
            : Map.of("status", "Healthy");
    return Map.of(
        "group",
        "apps",
        "version",
        "v1",
        "kind",
        "Deployment",
        "namespace",
        "shop",
        "name",
        "x",
        "status",
        "Synced",
        "health",
        well);
  }

  private static Map<String, Object> withRevisions(Map<String, Object> map, List<String> at) {
    if (at.size() > 1) {
      map.put("revisions", at);
      map.put("revision", "");
    } else {
      map.put("revision", at.isEmpty() ? "" : at.getFirst());
    }
    return map;
  }

  Map<String, Object> tree() {
    List<Map<String, Object>> nodes = new ArrayList<>();
    nodes.add(Map.of("group", "apps", "version", "v1", "kind", "Deployment", "name", "x"));
    for (var images : cluster.pods) {
      nodes.add(
          Map.of(
              "version",
              "v1",
              "kind",
              "Pod",
              "namespace",
              "shop",
              "name",
              "x-" + nodes.size(),
              "images",
              images,
              "health",
              Map.of("status", "Healthy")));
    }
    return Map.of("nodes", nodes);
  }

  Map<String, Object> manifests() {
    return Map.of(
        "manifests", cluster.manifests, "revision", revisions.getFirst(), "sourceType", "Helm");
  }
}
