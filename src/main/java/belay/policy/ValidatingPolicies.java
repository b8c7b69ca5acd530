package belay.policy;

import belay.config.verify.Exemption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// ValidatingAdmissionPolicies and what binds them to namespaces.
final class ValidatingPolicies {
  private static final String API = "admissionregistration.k8s.io/v1";
  private static final List<String> SAVED = List.of("CREATE", "UPDATE");

  private ValidatingPolicies() {}

  static List<Map<String, ?>> of(PolicyInput input) {
    var byDigest = CelRules.byDigest(input);
    var byArgoCd = CelRules.byArgoCd(input);
    return List.of(
        policy(byDigest, ExemptionCel.relevant(input.exemptions()), saved()),
        binding(byDigest, input),
        policy(byArgoCd, List.of(), changed()),
        binding(byArgoCd, input));
  }

  /// Everything that has images, when it comes and when it changes.
  static List<Map<String, ?>> saved() {
    return MatchedKinds.all().stream()
        .<Map<String, ?>>map(kinds -> kinds.resourceRule(SAVED))
        .toList();
  }

  /// Workloads when they come and when they change, and Pods when they change.
  static List<Map<String, ?>> changed() {
    return Stream.concat(
            MatchedKinds.workloads().stream().map(kinds -> kinds.resourceRule(SAVED)),
            Stream.of(MatchedKinds.pods().resourceRule(List.of("UPDATE"))))
        .<Map<String, ?>>map(rule -> rule)
        .toList();
  }

  static List<String> actions(PolicyInput input) {
    return switch (input.action()) {
      case DENY -> List.of("Deny");
      case WARN -> List.of("Warn", "Audit");
      case AUDIT -> List.of("Audit");
    };
  }

  /// The selector of the namespaces in which policies hold.
  static Map<String, ?> namespaces(PolicyInput input) {
    var named =
        PolicyText.object(
            "key", "kubernetes.io/metadata.name", "operator", "In", "values", input.namespaces());
    return Map.of("matchExpressions", List.of(named));
  }

  /// What Kubernetes' policies and Kyverno's have in common.
  static Map<String, Object> spec(CelRule rule, Map<String, ?> constraints) {
    var validation = rule.validation();
    validation.put("reason", "Forbidden");
    return PolicyText.object(
        "failurePolicy",
        "Fail",
        "matchConstraints",
        constraints,
        "variables",
        rule.variableFields(),
        "validations",
        List.of(validation));
  }

  private static Map<String, ?> policy(
      CelRule rule, List<Exemption> exemptions, List<Map<String, ?>> resources) {
    return PolicyText.object(
        "apiVersion",
        API,
        "kind",
        "ValidatingAdmissionPolicy",
        "metadata",
        PolicyText.metadata(rule.name(), exemptions),
        "spec",
        spec(rule, PolicyText.object("resourceRules", resources)));
  }

  private static Map<String, ?> binding(CelRule rule, PolicyInput input) {
    return PolicyText.object(
        "apiVersion",
        API,
        "kind",
        "ValidatingAdmissionPolicyBinding",
        "metadata",
        PolicyText.metadata(rule.name(), List.of()),
        "spec",
        PolicyText.object(
            "policyName",
            rule.name(),
            "validationActions",
            actions(input),
            "matchResources",
            Map.of("namespaceSelector", namespaces(input))));
  }
}
