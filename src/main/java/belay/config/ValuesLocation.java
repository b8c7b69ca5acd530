package belay.config;

/// Whose values file a path is.
///
/// @param environment the environment's name
/// @param service the service's name
public record ValuesLocation(String environment, String service) {}
