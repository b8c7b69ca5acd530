package belay.policy;

import belay.config.verify.Exemption;
import java.util.List;

/// What policies are made from.
///
/// @param namespaces where they hold
/// @param exemptions what may stand all the same, those that have ended left out
/// @param tagWithDigest whether a tag may stand beside the digest
/// @param accounts who may change images: Argo CD's users in the cluster
/// @param action what becomes of the rest
public record PolicyInput(
    List<String> namespaces,
    List<Exemption> exemptions,
    boolean tagWithDigest,
    List<String> accounts,
    PolicyAction action) {
  public PolicyInput {
    namespaces = List.copyOf(namespaces);
    exemptions = List.copyOf(exemptions);
    accounts = List.copyOf(accounts);
  }
}
