package belay.scaffold.application;

import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/// The AppProjects: the least that the services and the app-of-apps need, each for itself.
///
/// They are two since a project's rights hold for all its Applications: with one for both, any
/// chart could create Applications.
public final class AppProject {
  /// Argo CD's own project, which allows everything and is not ours to narrow down.
  public static final String DEFAULT = "default";

  private AppProject() {}

  /// Where the services' project stands.
  public static String path(String project) {
    return "projects/" + project + ".yaml";
  }

  /// Both projects, by path.
  public static Map<String, String> files(GitOpsRepository site) {
    Map<String, String> files = new LinkedHashMap<>();
    if (!site.project().equals(DEFAULT)) {
      files.put(path(site.project()), services(site, "project.yaml"));
    }
    files.put(
        path(site.applicationsProject()),
        base(site, "project-apps.yaml", "Applications of " + site.project())
            .with("apps", Yaml.scalar(site.applicationsProject()))
            .text());
    return files;
  }

  /// One project that may do anything, for services and app-of-apps alike.
  public static Map<String, String> permissive(GitOpsRepository site) {
    return site.project().equals(DEFAULT)
        ? Map.of()
        : Map.of(path(site.project()), services(site, "project-permissive.yaml"));
  }

  private static String services(GitOpsRepository site, String template) {
    return base(site, template, "Services of " + site.project())
        .with("project", Yaml.scalar(site.project()))
        .with("destinations", destinations(site))
        .text();
  }

  private static Template base(GitOpsRepository site, String template, String description) {
    return Template.of(template)
        .with("argocd", Yaml.scalar(site.argocd()))
        .with("url", Yaml.scalar(site.url()))
        .with("description", Yaml.quoted(description));
  }

  private static String destinations(GitOpsRepository site) {
    var lines = new LinkedHashSet<String>();
    for (var stage : site.stages()) {
      lines.add(
          "- server: %s\n  namespace: %s"
              .formatted(Yaml.scalar(stage.server()), Yaml.scalar(stage.namespace())));
    }
    return String.join("\n", lines);
  }
}
