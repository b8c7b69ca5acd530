package belay.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The kinds that policies look at.
///
/// @param group the API group; empty for the core
/// @param version `*` for custom resources, whose versions come and go
/// @param resources plurals, with subresources
/// @param kinds the same as kinds
record MatchedKinds(String group, String version, List<String> resources, List<String> kinds) {
  private static final List<MatchedKinds> WORKLOADS =
      List.of(
          new MatchedKinds(
              "",
              "v1",
              List.of("replicationcontrollers", "podtemplates"),
              List.of("ReplicationController", "PodTemplate")),
          new MatchedKinds(
              "apps",
              "v1",
              List.of("deployments", "replicasets", "statefulsets", "daemonsets"),
              List.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet")),
          new MatchedKinds("batch", "v1", List.of("cronjobs"), List.of("CronJob")),
          new MatchedKinds("argoproj.io", "*", List.of("rollouts"), List.of("Rollout")));

  private static final MatchedKinds PODS =
      new MatchedKinds("", "v1", List.of("pods", "pods/ephemeralcontainers"), List.of("Pod"));

  private static final MatchedKinds JOBS =
      new MatchedKinds("batch", "v1", List.of("jobs"), List.of("Job"));

  /// Everything that has a Pod's specification.
  static List<MatchedKinds> all() {
    List<MatchedKinds> all = new ArrayList<>(List.of(PODS, JOBS));
    all.addAll(WORKLOADS);
    return all;
  }

  /// What stays when somebody goes: not Pods and Jobs, which people make to look at something.
  static List<MatchedKinds> workloads() {
    return WORKLOADS;
  }

  /// Pods, whose images can be changed, without the containers that are there to look into them.
  static MatchedKinds pods() {
    return new MatchedKinds("", "v1", List.of("pods"), List.of("Pod"));
  }

  Map<String, ?> resourceRule(List<String> operations) {
    return PolicyText.object(
        "apiGroups",
        List.of(group),
        "apiVersions",
        List.of(version),
        "operations",
        operations,
        "resources",
        resources);
  }
}
