package belay.deliver.admission;

import belay.config.Config;
import belay.config.Environment;
import belay.config.verify.Exemption;
import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.policy.PolicyInput;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /// What the policies are made from.
  ///
  /// @param today exemptions that ended before are left out
  /// @throws Failure (usage) as above
  public static PolicyInput input(Config config, PolicyRequest request, LocalDate today) {
    var environments = environments(config, request);
    var exemptions =
        Stream.concat(
            config.verify().exemptions().stream().filter(one -> !one.isOver(today)),
            environments.stream().flatMap(one -> lighter(config, one).stream()));
    return new PolicyInput(
        Stream.concat(
                environments.stream().map(one -> namespace(config, one)),
                request.namespaces().stream())
            .distinct()
            .sorted()
            .toList(),
        exemptions.toList(),
        config.verify().tagWithDigest(),
        request.accounts().isEmpty()
            ? List.of(
                "system:serviceaccount:%s:argocd-application-controller"
                    .formatted(config.argocd().namespace()))
            : request.accounts(),
        request.action());
  }

  private static String namespace(Config config, Environment environment) {
    return environment.namespace().orElse(config.argocd().project() + "-" + environment.name());
  }

  /// Rules that are no violation in an environment, as an exemption of its namespace: a cluster
  /// does not refuse what `verify` lets pass.
  private static Optional<Exemption> lighter(Config config, Environment environment) {
    var verify = config.verify();
    var rules =
        Rule.OF_REFERENCES.stream()
            .filter(rule ->
                verify.severity(rule, Optional.of(environment.name())) != Severity.VIOLATION)
            .toList();
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Exemption(
                List.of(),
                List.of(namespace(config, environment)),
                List.of(),
                rules,
                "%s no violation in %s"
                    .formatted(
                        rules.stream().map(Rule::toString).collect(Collectors.joining(", ")),
                        environment.name()),
                Optional.empty(),
                ""));
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
