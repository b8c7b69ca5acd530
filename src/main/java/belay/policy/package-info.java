/// Policies that have a cluster refuse what `verify` would: for Kubernetes itself
/// (ValidatingAdmissionPolicy), Kyverno and Gatekeeper. They validate and never change an object.
///
/// All three run the same expressions, written in CEL and made from the patterns of
/// [belay.manifest.ReferenceForm]: there is one rule to be wrong, and one table of verdicts
/// (`src/test/cases/verdicts`) that a real API server, Kyverno and Gatekeeper answer in tests.
@NullMarked
package belay.policy;

import org.jspecify.annotations.NullMarked;
