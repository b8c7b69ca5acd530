package belay.scaffold.application;

import belay.scaffold.template.KubernetesName;

/// An environment as Argo CD sees it.
///
/// @param environment its name
/// @param server the cluster's API server
/// @param namespace the namespace of its services
/// @param tilt whether developers run it with Tilt: its images have no digest, and nothing rolls
///   out by itself
public record Stage(String environment, String server, String namespace, boolean tilt) {
  public Stage {
    KubernetesName.ENVIRONMENT.check(environment);
    KubernetesName.NAMESPACE.check(namespace);
  }
}
