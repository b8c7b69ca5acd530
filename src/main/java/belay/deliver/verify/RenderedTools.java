package belay.deliver.verify;

import belay.config.Config;
import belay.deliver.verify.finding.Exemptions;
import belay.deliver.verify.finding.Findings;
import belay.manifest.ImageFinder;

/// What all looking at rendered manifests works with. Safe for use by several threads.
///
/// @param approvals the images that Git approved
/// @param findings where faults go
/// @param registry where digests go that are to be asked for
record RenderedTools(
    Config config,
    ImageFinder finder,
    Approvals approvals,
    Findings findings,
    Exemptions exemptions,
    RegistryCheck registry) {}
