package belay.scaffold;

import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Layout;
import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import belay.yaml.tree.KeyPath;
import java.util.ArrayList;
import java.util.List;

/// A `belay.yaml` that says in full what is in force, so that whoever opens it need look nowhere
/// else.
public final class BelayYaml {
  private static final String BY_HAND =
      "autoSync: false # new Applications are synced by hand: belay sync, then belay autosync on";

  private BelayYaml() {}

  /// The file.
  public static String file(GitOpsRepository site, Layout layout) {
    var keys = layout.keys();
    return Template.of("belay.yaml")
        .with("environments", environments(site))
        .with("values", Yaml.scalar(layout.values()))
        .with("applications", Yaml.scalar(layout.applications()))
        .with("charts", Yaml.scalar(layout.charts()))
        .with("repository", Yaml.scalar(keys.get(0)))
        .with("digest", Yaml.scalar(keys.get(1)))
        .with("tag", Yaml.scalar(keys.get(2)))
        .with("path", Yaml.scalar(KeyPath.of(layout.imagePath()).toString()))
        .with("registry", layout.registry().map(r -> "registry: " + Yaml.scalar(r)).orElse(""))
        .with("argocd", Yaml.scalar(site.argocd()))
        .with("project", Yaml.scalar(site.project()))
        .with("auto-sync", site.autoSync() ? "" : BY_HAND)
        .text();
  }

  private static String environments(GitOpsRepository site) {
    List<String> lines = new ArrayList<>();
    for (var stage : site.stages()) {
      lines.add("- name: " + Yaml.scalar(stage.environment()));
      if (stage.tilt()) {
        lines.add("  images: any # run by Tilt: tags may stand here");
      }
    }
    lines.add("  # protect: true # deliveries ask, or need --yes");
    lines.add("  # cluster: https://kubernetes.default.svc");
    lines.add("  # namespace: " + site.stages().getLast().namespace());
    return String.join("\n", lines);
  }
}
