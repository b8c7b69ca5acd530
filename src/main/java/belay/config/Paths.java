package belay.config;

/// Where things lie in the repository.
///
/// @param values the values file of a service in an environment
/// @param applications the Argo CD Application of a service
/// @param charts the Helm chart of a service
public record Paths(PathPattern values, PathPattern applications, PathPattern charts) {
  static final String VALUES = "environments/{environment}/values/{service}.yaml";
  static final String APPLICATIONS = "applications/{group}/{service}.yaml";
  static final String CHARTS = "charts/{service}";
}
