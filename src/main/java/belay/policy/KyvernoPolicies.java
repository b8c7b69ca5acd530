package belay.policy;

import belay.config.verify.Exemption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Kyverno's ClusterPolicies, with validation in CEL.
final class KyvernoPolicies {
  private KyvernoPolicies() {}

  static List<Map<String, ?>> of(PolicyInput input) {
    var saved = List.of("CREATE", "UPDATE");
    var all = Stream.concat(names(MatchedKinds.all()), Stream.of("Pod/ephemeralcontainers"));
    return List.of(
        policy(
            CelRules.byDigest(input),
            ExemptionCel.relevant(input.exemptions()),
            input,
            List.of(match(all.toList(), saved, input))),
        policy(
            CelRules.byArgoCd(input),
            List.of(),
            input,
            List.of(
                match(names(MatchedKinds.workloads()).toList(), saved, input),
                match(List.of("Pod"), List.of("UPDATE"), input))));
  }

  private static Stream<String> names(List<MatchedKinds> all) {
    return all.stream().flatMap(kinds -> kinds.kinds().stream().map(kind -> name(kinds, kind)));
  }

  private static String name(MatchedKinds kinds, String kind) {
    return kinds.group().isEmpty()
        ? kinds.version() + "/" + kind
        : "%s/%s/%s".formatted(kinds.group(), kinds.version(), kind);
  }

  private static Map<String, ?> match(
      List<String> kinds, List<String> operations, PolicyInput input) {
    return Map.of(
        "resources",
        PolicyText.object(
            "kinds", kinds, "operations", operations, "namespaces", input.namespaces()));
  }

  private static Map<String, ?> policy(
      CelRule rule, List<Exemption> exemptions, PolicyInput input, List<Map<String, ?>> matched) {
    var metadata = PolicyText.metadata(rule.name(), exemptions);
    var cel =
        PolicyText.object(
            "variables",
            rule.variableFields(),
            "expressions",
            List.of(
                PolicyText.object(
                    "expression", rule.condition(), "messageExpression", rule.message())));
    var deny = input.action() == PolicyAction.DENY;
    return PolicyText.object(
        "apiVersion",
        "kyverno.io/v1",
        "kind",
        "ClusterPolicy",
        "metadata",
        metadata,
        "spec",
        PolicyText.object(
            "background",
            false,
            "failurePolicy",
            "Fail",
            "emitWarning",
            input.action() == PolicyAction.WARN,
            "rules",
            List.of(
                PolicyText.object(
                    "name",
                    rule.name(),
                    "match",
                    Map.of("any", matched),
                    "validate",
                    PolicyText.object(
                        "failureAction",
                        deny ? "Enforce" : "Audit",
                        "message",
                        rule.about(),
                        "cel",
                        cel)))));
  }
}
