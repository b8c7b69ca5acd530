package belay.scaffold;

import belay.scaffold.application.AppProject;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Layout;
import belay.scaffold.application.Service;
import belay.scaffold.application.Stage;
import belay.scaffold.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The README for the people who will use the repository.
///
/// @param wishes what is made besides
/// @param root the file with what makes the Applications
public record Readme(GitOpsRepository site, Layout layout, Structure.Wishes wishes, String root) {
  private static final String PROJECTS =
      "| `projects/` | what Applications may do in the cluster; applied by hand |";
  private static final String UPDATER =
      "| `argocd/` | what Argo CD Image Updater is told; applied by hand |";
  private static final String TILTFILE = "| `Tiltfile` | the services on a developer's cluster |";

  /// The file's text.
  public String text() {
    return Template.of("readme.md")
        .with("title", site.project() + ": what runs where")
        .with("environments", names(site.stages().stream()))
        .with("no-tags", noTags())
        .with("projects-row", projects() ? PROJECTS : "")
        .with("updater-row", wishes.imageUpdater() ? UPDATER : "")
        .with("tiltfile-row", tilt().isEmpty() ? "" : TILTFILE)
        .with("by-hand", byHand())
        .with("first", first())
        .with("promotion", promotion())
        .with("branch", site.branch())
        .with("values", layout.values())
        .with("applications", layout.applications())
        .with("charts", layout.charts())
        .with(
            "kind",
            wishes.applicationSet() ? "parameters of each service" : "Applications of each service")
        .with("root", root)
        .with("argocd", site.argocd())
        .with("folder", site.applications())
        .with("url", site.url())
        .with("credentials", credentials())
        .with("registry", layout.registry().orElse("registry.example.com"))
        .with("order", site.autoSync() ? ordered() : byHandFirst())
        .text();
  }

  /// Whether there is a project to be applied: Argo CD's own is not made here.
  private boolean projects() {
    return !site.project().equals(AppProject.DEFAULT)
        || !(wishes.permissive() || wishes.applicationSet());
  }

  private String byHand() {
    List<String> files = new ArrayList<>();
    if (projects()) {
      files.add("projects/");
    }
    if (wishes.imageUpdater()) {
      files.add("argocd/");
    }
    files.add(root);
    return String.join(" -f ", files);
  }

  private String noTags() {
    var environments = names(site.stages().stream().filter(s -> !s.tilt()));
    return environments.isEmpty()
        ? ""
        : "- No tags in %s: a tag can mean another image tomorrow.".formatted(environments);
  }

  private String credentials() {
    return site.url().startsWith("http")
        ? "--username USER --password TOKEN"
        : "--ssh-private-key-path KEY";
  }

  private String ordered() {
    return wishes.applicationSet() ? order() + rolling() : order();
  }

  private String byHandFirst() {
    return Template.of("readme-manual.md")
        .with("first", first())
        .with("branch", site.branch())
        .text();
  }

  /// Why there are no waves: Argo CD would wait for every Application of one, in every environment.
  private String order() {
    var tilt = tilt();
    return Template.of("readme-order.md")
        .with("selector", selector(tilt))
        .with(
            "tilt",
            tilt.isEmpty()
                ? ""
                : " (not in %s, which Tilt runs)".formatted(String.join(", ", tilt)))
        .text();
  }

  /// Environments that are synced by nobody.
  private List<String> tilt() {
    return site.stages().stream().filter(Stage::tilt).map(Stage::environment).toList();
  }

  /// How a set may be put in order.
  private String rolling() {
    var tilt = tilt();
    return Template.of("readme-rolling.md")
        .with("argocd", site.argocd())
        .with("root", root)
        .with("infrastructure", Service.INFRASTRUCTURE)
        .with(
            "tilt",
            tilt.isEmpty()
                ? ""
                : "- {key: environment, operator: NotIn, values: [%s]}"
                    .formatted(String.join(", ", tilt)))
        .text();
  }

  private String first() {
    return site.stages().stream()
        .filter(stage -> !stage.tilt())
        .findFirst()
        .map(Stage::environment)
        .orElseGet(() -> site.stages().getFirst().environment());
  }

  /// What nobody syncs never gets healthy.
  private static String selector(List<String> tilt) {
    return "group="
        + Service.INFRASTRUCTURE
        + tilt.stream().map(",environment!="::concat).collect(Collectors.joining());
  }

  private String promotion() {
    return site.stages().stream()
        .filter(stage -> !stage.tilt())
        .skip(1)
        .map(stage ->
            "belay promote SERVICE --to %s   # the same digest".formatted(stage.environment()))
        .collect(Collectors.joining("\n"));
  }

  private static String names(Stream<Stage> stages) {
    return stages.map(Stage::environment).collect(Collectors.joining(", "));
  }
}
