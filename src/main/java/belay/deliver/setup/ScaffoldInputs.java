package belay.deliver.setup;

import belay.config.Config;
import belay.config.Environment;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Layout;
import belay.scaffold.application.Stage;
import belay.scaffold.template.KubernetesName;
import java.util.List;
import java.util.Optional;

/// From a configuration to what files are made from.
final class ScaffoldInputs {
  /// The cluster that Argo CD itself is in.
  private static final String OWN_CLUSTER = "https://kubernetes.default.svc";

  private ScaffoldInputs() {}

  static GitOpsRepository site(Config config, String url, String branch, String project) {
    KubernetesName.PROJECT.check(project);
    return new GitOpsRepository(
        url,
        branch,
        project,
        config.argocd().namespace(),
        applications(config),
        config.argocd().autoSync(),
        config.environments().stream().map(e -> stage(e, project)).toList());
  }

  /// The folder of the Applications.
  static String applications(Config config) {
    var applications = config.paths().applications().toString();
    var open = applications.indexOf('{');
    var folder = applications.substring(0, Math.max(0, applications.lastIndexOf('/', open)));
    return folder.isEmpty() ? "." : folder;
  }

  private static Stage stage(Environment environment, String project) {
    return new Stage(
        environment.name(),
        environment.cluster().orElse(OWN_CLUSTER),
        environment.namespace().orElse(project + "-" + environment.name()),
        environment.images() == Environment.Images.ANY);
  }

  /// @param listed whether a kustomization lists the Applications
  static Layout layout(Config config, Optional<String> registry, boolean listed) {
    var keys = config.image().keys();
    return new Layout(
        config.paths().values().toString(),
        config.paths().applications().toString(),
        config.paths().charts().toString(),
        config.image().path().keys(),
        List.of(keys.repository(), keys.digest(), keys.tag()),
        registry.or(config::registry),
        listed);
  }
}
