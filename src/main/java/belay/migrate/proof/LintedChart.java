package belay.migrate.proof;

import belay.helm.HelmLint;

/// What `helm lint` said of a migrated chart without digests, when many were looked at in one go.
///
/// @param lint its errors
/// @param refuses whether an empty digest was refused, which a render would end with
record LintedChart(HelmLint lint, boolean refuses) {}
