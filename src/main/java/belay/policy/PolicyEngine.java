package belay.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What enforces policies in a cluster.
public enum PolicyEngine {
  /// Kubernetes itself, from 1.30 on: ValidatingAdmissionPolicy.
  VAP,
  /// Kyverno, from 1.17 on: ValidatingPolicy.
  KYVERNO,
  /// OPA Gatekeeper, from 3.18 on: ConstraintTemplate and its constraint.
  GATEKEEPER;

  /// Those that there are, by name.
  public static List<String> names() {
    return Arrays.stream(values()).map(PolicyEngine::toString).toList();
  }

  /// The one of this name.
  public static Optional<PolicyEngine> find(String name) {
    return Arrays.stream(values()).filter(one -> one.toString().equals(name)).findFirst();
  }

  /// The objects to be applied, as one text.
  public String write(PolicyInput input) {
    return PolicyText.of(
        switch (this) {
          case VAP -> ValidatingPolicies.of(input);
          case KYVERNO -> KyvernoPolicies.of(input);
          case GATEKEEPER -> GatekeeperPolicies.of(input);
        });
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
