package belay.deliver.live;

import belay.kube.KubeApi;
import java.util.List;
import java.util.Map;

/// Whether a cluster admits a Pod whose image is named by a tag: asked by two Pods that are alike
/// but for that, neither of which is made (`dryRun=All`).
public sealed interface AdmissionTrial {
  /// A Pod by tag is refused, and one by digest is not.
  record Refused(String words) implements AdmissionTrial {}

  /// A Pod by tag is admitted.
  record Admitted() implements AdmissionTrial {}

  /// Neither can be told.
  record Undecided(String words) implements AdmissionTrial {}

  /// Asks.
  static AdmissionTrial in(KubeApi api, String namespace) {
    var byTag = api.tryPod(namespace, pod("registry.example.com/belay/trial:tag"));
    if (byTag.status() / 100 == 2) {
      return new Admitted();
    }
    if (byTag.isUnauthorized()) {
      return new Undecided("Pods may not be created, not even on trial: " + byTag.words());
    }
    var byDigest =
        api.tryPod(namespace, pod("registry.example.com/belay/trial@sha256:" + "5f".repeat(32)));
    return byDigest.status() / 100 == 2
        ? new Refused(byTag.words())
        : new Undecided("a Pod by digest is refused as well: " + byDigest.words());
  }

  /// One that asks for nothing that a namespace may refuse for other reasons.
  private static Map<String, Object> pod(String image) {
    Map<String, Object> limits = Map.of("cpu", "10m", "memory", "16Mi");
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Pod",
        "metadata",
        Map.of("generateName", "belay-trial-"),
        "spec",
        Map.of(
            "securityContext",
            Map.of(
                "runAsNonRoot",
                true,
                "runAsUser",
                65534,
                "seccompProfile",
                Map.of("type", "RuntimeDefault")),
            "containers",
            List.of(
                Map.of(
                    "name",
                    "trial",
                    "image",
                    image,
                    "resources",
                    Map.of("limits", limits, "requests", limits),
                    "securityContext",
                    Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL")))))));
  }
}
