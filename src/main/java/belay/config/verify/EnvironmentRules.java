package belay.config.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What an environment asks beyond digests.
///
/// @param severities how much rules weigh here, where that differs
/// @param autoSync whether Applications must, or must not, sync by themselves; empty where either
///   is fine
/// @param fixedRevision whether charts must come from revisions that do not move
public record EnvironmentRules(
    Map<Rule, Severity> severities, Optional<Boolean> autoSync, boolean fixedRevision) {
  /// Asks for nothing.
  public static final EnvironmentRules NONE =
      new EnvironmentRules(Map.of(), Optional.empty(), false);

  public EnvironmentRules {
    severities = Map.copyOf(severities);
  }

  /// The same with a rule that weighs what it weighs everywhere.
  EnvironmentRules without(Rule rule) {
    var own = new HashMap<>(severities);
    own.remove(rule);
    return new EnvironmentRules(own, autoSync, fixedRevision);
  }
}
