package belay.migrate.proof;

import belay.migrate.model.DigestMode;

/// How charts are proved.
///
/// @param mode what an empty digest has to do
/// @param stubs whether a dependency that is not at hand becomes a chart with nothing in it
public record ProofOptions(DigestMode mode, boolean stubs) {}
