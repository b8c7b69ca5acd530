package belay.policy;

import belay.config.verify.Exemption;
import belay.config.verify.Rule;
import belay.manifest.ReferenceForm;
import belay.policy.CelRule.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Exemptions as expressions about an image `i` of the object.
///
/// An exemption of a resource holds for what that resource makes, too, where it is a controller
/// that asks: else nothing of an exempted Deployment could run. Nobody else gets it by writing an
/// owner into an object.
final class ExemptionCel {
  /// The forms of reference that the verifier's rules about rendered images speak of.
  private static final Map<Rule, String> FORMS =
      Map.of(
          Rule.RENDERED_TAG,
          "(i.image.matches(%1$s) && !i.image.matches(%2$s))"
              .formatted(raw(ReferenceForm.BY_TAG), raw(ReferenceForm.DISGUISED)),
          Rule.RENDERED_TAG_AND_DIGEST,
          "(i.image.matches(%s) && !i.image.matches(%s))"
              .formatted(raw(ReferenceForm.BY_TAG_AND_DIGEST), raw(ReferenceForm.ZEROS)),
          Rule.VALUES_PLACEHOLDER,
          "(i.image.matches(%1$s) ? i.image.matches(%2$s) : i.image.matches('(?i)placeholder'))"
              .formatted(raw(ReferenceForm.BY_TAG_AND_DIGEST), raw(ReferenceForm.ZEROS)),
          Rule.RENDERED_NO_VERSION,
          "(i.image.trim() == '' || (i.image.matches(%s) && !i.image.matches(%s)))"
              .formatted(raw(ReferenceForm.BY_NAME), raw(ReferenceForm.DISGUISED)));

  private static final String NAMES =
      """
      [dyn(object).kind + '/' + dyn(object).metadata.?name.orValue('')] +
      ((request.?userInfo.?username.orValue('').startsWith('system:serviceaccount:kube-system:') ||
        request.?userInfo.?username.orValue('') in ['system:kube-controller-manager',
          'system:serviceaccount:argo-rollouts:argo-rollouts'])
        ? dyn(object).metadata.?ownerReferences.orValue([]).map(o, o.kind + '/' + o.name) +
          dyn(object).metadata.?ownerReferences.orValue([]).filter(o, o.name.lastIndexOf('-') > 0)
            .map(o, {'ReplicaSet': 'Deployment/', 'Job': 'CronJob/'}[?o.kind].orValue('?/') +
              o.name.substring(0, o.name.lastIndexOf('-'))) +
          dyn(object).metadata.?ownerReferences.orValue([]).filter(o, o.kind == 'ReplicaSet' && o.name.lastIndexOf('-') > 0)
            .map(o, 'Rollout/' + o.name.substring(0, o.name.lastIndexOf('-')))
        : [])
      """;

  private ExemptionCel() {}

  /// Those that lift a rule about rendered images.
  static List<Exemption> relevant(List<Exemption> exemptions) {
    return exemptions.stream().filter(one -> !conditions(one).contains("false")).toList();
  }

  /// The variable `names`, where an exemption needs it: what the object is, and what it was made
  /// by.
  static List<Variable> variables(List<Exemption> exemptions) {
    return exemptions.stream().allMatch(one -> one.resources().isEmpty())
        ? List.of()
        : List.of(new Variable("names", NAMES));
  }

  /// An expression that holds for an image that one of some exemptions covers.
  static String covers(List<Exemption> exemptions) {
    return exemptions.stream()
        .map(one -> "(" + String.join(" && ", conditions(one)) + ")")
        .collect(Collectors.joining(" ||\n  "));
  }

  private static List<String> conditions(Exemption exemption) {
    List<String> all = new ArrayList<>();
    if (!exemption.namespaces().isEmpty()) {
      all.add("dyn(object).metadata.?namespace.orValue('') in " + texts(exemption.namespaces()));
    }
    if (!exemption.resources().isEmpty()) {
      all.add("variables.names.exists(n, n in %s)".formatted(texts(exemption.resources())));
    }
    if (!exemption.repositories().isEmpty()) {
      all.add("i.image.matches(%s)".formatted(raw(prefixes(exemption.repositories()))));
    }
    if (!exemption.rules().isEmpty()) {
      all.add(forms(exemption.rules()));
    }
    return all;
  }

  private static String forms(List<Rule> rules) {
    List<String> forms = new ArrayList<>();
    for (var rule : rules) {
      if (FORMS.containsKey(rule)) {
        forms.add(FORMS.get(rule));
      } else if (rule == Rule.RENDERED_MALFORMED) {
        forms.add("!(" + String.join(" || ", FORMS.values().stream().sorted().toList()) + ")");
      }
    }
    return forms.isEmpty() ? "false" : "(" + String.join(" || ", forms) + ")";
  }

  /// The pattern of references that begin with a prefix and end there, or go on with another part.
  private static String prefixes(List<String> prefixes) {
    return "^(?:"
        + prefixes.stream()
            .map(prefix -> quoted(prefix) + (prefix.endsWith("/") ? "" : "(?:[/:@]|$)"))
            .collect(Collectors.joining("|"))
        + ")";
  }

  private static String quoted(String text) {
    return text.replaceAll("[^A-Za-z0-9/:@_-]", "\\\\$0");
  }

  static String texts(List<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String raw(String pattern) {
    return "r'" + pattern + "'";
  }
}
