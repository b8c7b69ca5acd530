package belay.kube;

import java.util.List;

/// A kind of objects and where the API has them.
///
/// @param group the API group; empty for the core
/// @param plural the name in paths, such as `deployments`
public record Resource(String group, String version, String plural) {
  public static final Resource PODS = new Resource("", "v1", "pods");

  /// Objects of Argo CD's own.
  public static final Resource APPLICATIONS =
      new Resource("argoproj.io", "v1alpha1", "applications");

  /// What progressive delivery has in place of Deployments.
  static final Resource ROLLOUTS = new Resource("argoproj.io", "v1alpha1", "rollouts");

  /// What Deployments make Pods by: one for each of their versions that is kept.
  static final Resource REPLICA_SETS = new Resource("apps", "v1", "replicasets");

  static final Resource AUTOSCALERS = new Resource("autoscaling", "v2", "horizontalpodautoscalers");

  /// What makes Pods in every cluster.
  static final List<Resource> WORKLOADS =
      List.of(
          new Resource("apps", "v1", "deployments"),
          REPLICA_SETS,
          new Resource("apps", "v1", "statefulsets"),
          new Resource("apps", "v1", "daemonsets"),
          new Resource("batch", "v1", "jobs"),
          new Resource("batch", "v1", "cronjobs"));

  /// `v1` or `apps/v1`.
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// Where the API has those of a namespace; of all where none is named.
  String path(String namespace) {
    return namespace.isEmpty()
        ? "%s/%s".formatted(root(), plural)
        : "%s/namespaces/%s/%s".formatted(root(), namespace, plural);
  }

  private String root() {
    return group.isEmpty() ? "/api/" + version : "/apis/%s/%s".formatted(group, version);
  }

  /// `pods` or `deployments.apps`, as rules and people name it.
  @Override
  public String toString() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
