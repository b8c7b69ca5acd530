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
    var saved = MatchedKinds.all().stream().map(kinds -> kinds.resourceRule(SAVED)).toList();
    return List.of(
        policy(byDigest, ExemptionCel.relevant(input.exemptions()), saved),
        binding(byDigest, input),
        policy(byArgoCd, List.of(), changed()),
        binding(byArgoCd, input));
  }

  private static List<Map<String, ?>> changed() {
    return Stream.concat(
            MatchedKinds.workloads().stream().map(kinds -> kinds.resourceRule(SAVED)),
            Stream.of(MatchedKinds.pods().resourceRule(List.of("UPDATE"))))
        .<Map<String, ?>>map(rule -> rule)
        .toList();
  }

  private static Map<String, ?> policy(
      CelRule rule, List<Exemption> exemptions, List<? extends Map<String, ?>> resources) {
    return PolicyText.object(
        "apiVersion",
        API,
        "kind",
        "ValidatingAdmissionPolicy",
        "metadata",
        PolicyText.metadata(rule.name(), exemptions),
        "spec",
        PolicyText.object(
            "failurePolicy",
            "Fail",
            "matchConstraints",
            Map.of("resourceRules", resources),
            "variables",
            rule.variableFields(),
            "validations",
            List.of(
                PolicyText.object(
                    "expression",
                    rule.condition(),
                    "messageExpression",
                    rule.message(),
                    "message",
                    rule.about(),
                    "reason",
                    "Forbidden"))));
  }

  private static Map<String, ?> binding(CelRule rule, PolicyInput input) {
    var selector =
        PolicyText.object(
            "key", "kubernetes.io/metadata.name", "operator", "In", "values", input.namespaces());
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
            switch (input.action()) {
              case DENY -> List.of("Deny");
              case WARN -> List.of("Warn", "Audit");
              case AUDIT -> List.of("Audit");
            },
            "matchResources",
            Map.of("namespaceSelector", Map.of("matchExpressions", List.of(selector)))));
  }
}
