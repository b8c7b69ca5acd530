package belay.policy;

import belay.config.verify.Exemption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Gatekeeper's ConstraintTemplates with code in CEL, and their constraints.
final class GatekeeperPolicies {
  private GatekeeperPolicies() {}

  static List<Map<String, ?>> of(PolicyInput input) {
    var byDigest = CelRules.byDigest(input);
    var byArgoCd = CelRules.byArgoCd(input);
    var changed =
        Stream.concat(MatchedKinds.workloads().stream(), Stream.of(MatchedKinds.pods())).toList();
    return List.of(
        template(byDigest, "BelayImagesByDigest"),
        constraint(
            byDigest,
            "BelayImagesByDigest",
            ExemptionCel.relevant(input.exemptions()),
            MatchedKinds.all(),
            input),
        template(byArgoCd, "BelayImagesByArgoCD"),
        constraint(byArgoCd, "BelayImagesByArgoCD", List.of(), changed, input));
  }

  private static Map<String, ?> template(CelRule rule, String kind) {
    var source =
        PolicyText.object(
            "failurePolicy",
            "Fail",
            "variables",
            rule.variableFields(),
            "validations",
            List.of(rule.validation()));
    var target =
        PolicyText.object(
            "target",
            "admission.k8s.gatekeeper.sh",
            "code",
            List.of(PolicyText.object("engine", "K8sNativeValidation", "source", source)));
    return PolicyText.object(
        "apiVersion",
        "templates.gatekeeper.sh/v1",
        "kind",
        "ConstraintTemplate",
        "metadata",
        PolicyText.metadata(kind.toLowerCase(Locale.ROOT), List.of()),
        "spec",
        PolicyText.object(
            "crd",
            Map.of("spec", Map.of("names", Map.of("kind", kind))),
            "targets",
            List.of(target)));
  }

  private static Map<String, ?> constraint(
      CelRule rule,
      String kind,
      List<Exemption> exemptions,
      List<MatchedKinds> matched,
      PolicyInput input) {
    var kinds =
        matched.stream()
            .map(one -> PolicyText.object("apiGroups", List.of(one.group()), "kinds", one.kinds()))
            .toList();
    return PolicyText.object(
        "apiVersion",
        "constraints.gatekeeper.sh/v1beta1",
        "kind",
        kind,
        "metadata",
        PolicyText.metadata(rule.name(), exemptions),
        "spec",
        PolicyText.object(
            "enforcementAction",
            switch (input.action()) {
              case DENY -> "deny";
              case WARN -> "warn";
              case AUDIT -> "dryrun";
            },
            "match",
            PolicyText.object("kinds", kinds, "namespaces", input.namespaces())));
  }
}
