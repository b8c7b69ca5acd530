package belay.scaffold.pipeline;

import java.util.List;
import java.util.Optional;

/// What a CI pipeline is made from. It is made to be copied into the repository of the services;
/// what only its owner knows is a variable of the CI system, never an invented value.
///
/// @param url the GitOps repository
/// @param registry host and path of the images; empty where it is a variable, too
/// @param environments those that Argo CD delivers to, in order of promotion, at least one
public record Pipeline(String url, Optional<String> registry, List<String> environments) {
  public Pipeline {
    environments = List.copyOf(environments);
  }

  String first() {
    return environments.getFirst();
  }

  List<String> later() {
    return environments.subList(1, environments.size());
  }

  /// What a pipeline's head says of the environments after the first.
  String promotes() {
    return later().isEmpty()
        ? ""
        : ",\n# and promotes the same digest from one environment to the next";
  }

  /// The registry's host and port; empty where the registry is a variable.
  String host() {
    return registry.map(text -> text.split("/", 2)[0]).orElse("");
  }
}
