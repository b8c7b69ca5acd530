package belay.policy;

import belay.config.verify.Exemption;
import java.util.List;
import java.util.Map;

/// Kyverno's ValidatingPolicies, which are written as those of Kubernetes. Its older
/// ClusterPolicies go away: Kyverno 1.19 warns of each.
final class KyvernoPolicies {
  private KyvernoPolicies() {}

  static List<Map<String, ?>> of(PolicyInput input) {
    return List.of(
        policy(
            CelRules.byDigest(input),
            ExemptionCel.relevant(input.exemptions()),
            ValidatingPolicies.saved(),
            input),
        policy(CelRules.byArgoCd(input), List.of(), ValidatingPolicies.changed(), input));
  }

  private static Map<String, ?> policy(
      CelRule rule, List<Exemption> exemptions, List<Map<String, ?>> resources, PolicyInput input) {
    var spec =
        PolicyText.object(
            "validationActions",
            ValidatingPolicies.actions(input),
            "evaluation",
            Map.of("background", Map.of("enabled", false)),
            // The policy names the kinds that make Pods itself.
            "autogen",
            Map.of("podControllers", Map.of("controllers", List.of())));
    var constraints = PolicyText.object("resourceRules", resources);
    constraints.put("namespaceSelector", ValidatingPolicies.namespaces(input));
    spec.putAll(ValidatingPolicies.spec(rule, constraints));
    return PolicyText.object(
        "apiVersion",
        "policies.kyverno.io/v1",
        "kind",
        "ValidatingPolicy",
        "metadata",
        PolicyText.metadata(rule.name(), exemptions),
        "spec",
        spec);
  }
}
