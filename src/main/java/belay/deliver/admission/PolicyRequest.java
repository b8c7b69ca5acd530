package belay.deliver.admission;

import belay.policy.PolicyAction;
import belay.policy.PolicyEngine;
import java.util.List;

/// Policies that somebody wants.
///
/// @param engine what is to enforce them
/// @param environments those that they are for; empty for all in which digests are required
/// @param namespaces further namespaces of these environments
/// @param accounts who may change images; empty for Argo CD's own account
/// @param action what becomes of what they speak against
public record PolicyRequest(
    PolicyEngine engine,
    List<String> environments,
    List<String> namespaces,
    List<String> accounts,
    PolicyAction action) {
  public PolicyRequest {
    environments = List.copyOf(environments);
    namespaces = List.copyOf(namespaces);
    accounts = List.copyOf(accounts);
  }
}
