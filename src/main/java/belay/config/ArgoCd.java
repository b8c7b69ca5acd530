package belay.config;

import java.util.Optional;

/// The Argo CD that delivers what stands in Git.
///
/// @param server its address
/// @param namespace the namespace of its Application objects
/// @param project the AppProject of new Applications
public record ArgoCd(Optional<String> server, String namespace, String project) {}
