package belay.deliver.setup;

import belay.scaffold.ListEdit;
import belay.scaffold.application.AppProject;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Stage;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The services' project must allow where an Application comes from and where it goes, or Argo CD
/// refuses it.
record ProjectPermissions(GitOpsRepository site, FileDrafts drafting) {
  /// A chart's repository, which the project gets as one more line.
  void repository(String url) {
    if (ours()) {
      var before = drafting.read(file());
      var after = before.flatMap(b -> ListEdit.append(file(), b, url, "spec", "sourceRepos"));
      if (after.isPresent()) {
        drafting.edit(file(), before.orElseThrow(), after.get());
      } else {
        drafting.warn(
            "the project %s must allow %s: add it to its sourceRepos"
                .formatted(site.project(), url));
      }
    }
  }

  /// The environments' namespaces: one that came later is not in the project yet.
  void destinations() {
    if (ours()) {
      drafting
          .read(file())
          .ifPresent(bytes -> YamlTree.parseAll(file(), bytes).forEach(this::destinations));
    }
  }

  private void destinations(YamlTree project) {
    if (project.at("spec", "destinations").orElse(null) instanceof YamlNode.Sequence list) {
      for (var stage : site.stages()) {
        if (IntStream.range(0, list.items().size()).noneMatch(i -> takes(project, i, stage))) {
          drafting.warn(
              "%s: the project %s does not allow %s: add {server: %s, namespace: %s} to its destinations"
                  .formatted(
                      project.place(list),
                      site.project(),
                      stage.environment(),
                      stage.server(),
                      stage.namespace()));
        }
      }
    }
  }

  private static boolean takes(YamlTree project, int index, Stage stage) {
    var at = String.valueOf(index);
    return matches(project, stage.namespace(), "spec", "destinations", at, "namespace")
        && (project.text("spec", "destinations", at, "name").isPresent()
            || matches(project, stage.server(), "spec", "destinations", at, "server"));
  }

  private static boolean matches(YamlTree project, String name, String... keys) {
    return project
        .text(keys)
        .map(glob ->
            Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
        .filter(name::matches)
        .isPresent();
  }

  private boolean ours() {
    return !site.project().equals(AppProject.DEFAULT);
  }

  private String file() {
    return AppProject.path(site.project());
  }
}
