package belay.deliver.model;

import java.util.Optional;

/// A wish to ask Argo CD.
///
/// @param server its address; empty: `ARGOCD_SERVER`, else `argocd.server` of belay.yaml
public record ArgoCdChoice(Optional<String> server) {}
