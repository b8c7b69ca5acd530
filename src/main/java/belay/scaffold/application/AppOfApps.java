package belay.scaffold.application;

import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;

/// The Application that keeps all others: Argo CD reads the folder, so that a new service is one
/// more file and no list is edited.
public final class AppOfApps {
  /// Where it stands.
  public static final String FILE = "app-of-apps.yaml";

  private AppOfApps() {}

  /// @param project the AppProject that it belongs to
  /// @param listed whether a kustomization lists the Applications: then Argo CD builds it
  public static String file(GitOpsRepository site, String project, boolean listed) {
    return Template.of("app-of-apps.yaml")
        .with("name", Yaml.scalar(site.applicationsProject()))
        .with("argocd", Yaml.scalar(site.argocd()))
        .with("project", Yaml.scalar(project))
        .with("url", Yaml.scalar(site.url()))
        .with("branch", Yaml.scalar(site.branch()))
        .with("folder", Yaml.scalar(site.applications()))
        .with("which", listed ? "that are listed in" : "below")
        .with("directory", listed ? "" : "directory:\n  recurse: true")
        .text();
  }
}
