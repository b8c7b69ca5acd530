package belay.scaffold.application;

import belay.scaffold.template.KubernetesName;
import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How Argo CD Image Updater follows the image of a service.
///
/// @param repository the image's repository
/// @param keys the path of the keys that it writes: repository, then digest
/// @param tag the tag whose digest is followed; without one the digest strategy never updates
/// @param environments where it is followed: what comes after them is promoted to
public record Updater(String repository, List<String> keys, String tag, List<String> environments) {
  /// Where the ConfigMap with the registries stands.
  public static final String REGISTRIES = "argocd/image-updater.yaml";

  /// Where the object stands that says which Applications are looked at.
  public static final String APPLICATIONS = "argocd/image-updater-applications.yaml";

  private static final String PREFIX = "argocd-image-updater.argoproj.io/";

  public Updater {
    keys = List.copyOf(keys);
    environments = List.copyOf(environments);
  }

  /// The annotations, one a line.
  ///
  /// It writes `TAG@sha256:…` where a tag is meant to stand. The chart of `belay add --new-chart`
  /// takes the digest out of it. Git is the only place where it may write: what it set in the
  /// Application itself, `selfHeal` of the app-of-apps would undo.
  String lines(GitOpsRepository site, Service service, Stage stage) {
    var alias = service.name();
    List<String> lines = new ArrayList<>();
    lines.add(line("image-list", "%s=%s:%s".formatted(alias, repository, tag)));
    lines.add(line(alias + ".update-strategy", "digest"));
    lines.add(line(alias + ".helm.image-name", keys.getFirst()));
    lines.add(line(alias + ".helm.image-tag", keys.getLast()));
    lines.add(line("write-back-method", "git"));
    lines.add(line("write-back-target", "helmvalues:/" + service.values(stage)));
    lines.add(line("git-repository", site.url()));
    lines.add(line("git-branch", site.branch()));
    return String.join("\n", lines);
  }

  /// Whether the tag is followed in an environment.
  boolean follows(Stage stage) {
    return environments.contains(stage.environment());
  }

  /// The ImageUpdater that makes annotations count.
  public static String applications(GitOpsRepository site) {
    return Template.of("image-updater-applications.yaml")
        .with("project", Yaml.scalar(site.project()))
        .with("argocd", Yaml.scalar(site.argocd()))
        .text();
  }

  private static String line(String name, String value) {
    return PREFIX + name + ": " + Yaml.scalar(value);
  }

  /// The ConfigMap that tells Image Updater of the registry.
  public static String registries(GitOpsRepository site, String registry) {
    var name = KubernetesName.PROJECT.nearest(registry);
    return Template.of("image-updater.yaml")
        .withAll(
            Map.of(
                "argocd",
                site.argocd(),
                "name",
                name,
                "host",
                registry,
                "api",
                "https://" + (registry.equals("docker.io") ? "registry-1.docker.io" : registry)))
        .text();
  }
}
