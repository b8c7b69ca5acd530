package belay.config.verify;

import belay.manifest.KindPaths;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What verification looks for.
///
/// @param severities how much rules weigh everywhere, where that differs from their own weight
/// @param environments what environments ask, by name
/// @param exemptions what may stand all the same
/// @param kinds custom resources with images beside those that are known
/// @param text whether references in arguments, environment variables and ConfigMaps count, too
/// @param tagWithDigest whether `name:tag@digest` is fine
/// @param signatures who must have signed images
public record VerifyConfig(
    Map<Rule, Severity> severities,
    Map<String, EnvironmentRules> environments,
    List<Exemption> exemptions,
    List<KindPaths> kinds,
    boolean text,
    boolean tagWithDigest,
    List<SignatureRule> signatures) {
  /// Every rule with its own weight, no exemption.
  public static final VerifyConfig USUAL =
      new VerifyConfig(Map.of(), Map.of(), List.of(), List.of(), false, false, List.of());

  public VerifyConfig {
    severities = Map.copyOf(severities);
    environments = Map.copyOf(environments);
    exemptions = List.copyOf(exemptions);
    kinds = List.copyOf(kinds);
    signatures = List.copyOf(signatures);
  }

  /// What an environment asks.
  public EnvironmentRules environment(String name) {
    return environments.getOrDefault(name, EnvironmentRules.NONE);
  }

  /// How much a rule weighs in an environment; what is in none is held to the strictest of them.
  public Severity severity(Rule rule, Optional<String> environment) {
    var everywhere = severities.getOrDefault(rule, rule.severity());
    return environment
        .map(name -> environment(name).severities().getOrDefault(rule, everywhere))
        .orElseGet(() ->
            environments.values().stream()
                .map(rules -> rules.severities().getOrDefault(rule, everywhere))
                .max(Comparator.naturalOrder())
                .orElse(everywhere));
  }

  /// The same with a rule that weighs this much everywhere.
  public VerifyConfig with(Rule rule, Severity severity) {
    Map<Rule, Severity> everywhere = new EnumMap<>(Rule.class);
    everywhere.putAll(severities);
    everywhere.put(rule, severity);
    Map<String, EnvironmentRules> each = new HashMap<>();
    environments.forEach((name, rules) -> each.put(name, rules.without(rule)));
    return new VerifyConfig(everywhere, each, exemptions, kinds, text, tagWithDigest, signatures);
  }
}
