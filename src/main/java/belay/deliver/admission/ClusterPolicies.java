package belay.deliver.admission;

import belay.config.Config;
import belay.config.Environment;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.policy.PolicyInput;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/// From a configuration to policies.
public final class ClusterPolicies {
  private ClusterPolicies() {}

  /// The objects to be applied, as YAML.
  ///
  /// @param today exemptions that ended before are left out
  /// @throws Failure (usage) where no environment requires digests, or one is asked for that does
  ///   not
  public static String write(Config config, PolicyRequest request, LocalDate today) {
    return request.engine().write(input(config, request, today));
  }

  static PolicyInput input(Config config, PolicyRequest request, LocalDate today) {
    var verify = config.verify();
    return new PolicyInput(
        namespaces(config, request),
        verify.exemptions().stream().filter(one -> !one.isOver(today)).toList(),
        verify.tagWithDigest(),
        request.accounts().isEmpty()
            ? List.of(
                "system:serviceaccount:%s:argocd-application-controller"
                    .formatted(config.argocd().namespace()))
            : request.accounts(),
        request.action());
  }

  private static List<String> namespaces(Config config, PolicyRequest request) {
    var own =
        environments(config, request).stream()
            .map(one -> one.namespace().orElse(config.argocd().project() + "-" + one.name()));
    return Stream.concat(own, request.namespaces().stream()).distinct().sorted().toList();
  }

  private static List<Environment> environments(Config config, PolicyRequest request) {
    if (request.environments().isEmpty()) {
      var all = config.environments().stream().filter(ClusterPolicies::byDigest).toList();
      if (all.isEmpty()) {
        throw new Failure(
            Kind.USAGE,
            "no environment requires digests",
            "write images: digest to one of environments in belay.yaml");
      }
      return all;
    }
    var chosen = request.environments().stream().map(config::environment).toList();
    for (var environment : chosen) {
      if (!byDigest(environment)) {
        throw new Failure(
            Kind.USAGE,
            "tags are allowed in %s, which no policy can require digests of"
                .formatted(environment.name()),
            "write images: digest to it in belay.yaml, or name another environment");
      }
    }
    return chosen;
  }

  private static boolean byDigest(Environment environment) {
    return environment.images() == Environment.Images.DIGEST;
  }
}
