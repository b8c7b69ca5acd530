package belay.deliver.setup.convention;

import belay.config.Config;
import belay.scaffold.Structure;
import belay.scaffold.application.AppProject;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Tiltfile;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What a repository has in another form needs not be added: beside it, it would say the same a
/// second time, or something else.
public record Counterparts(
    ExistingFiles existing, ArgoCdObjects manifests, Optional<RootObject> keeper, Config config) {
  private static final String README = "README.md";
  private static final String OWNERS = "CODEOWNERS";

  /// Takes out of the files to be added what is there already, except under the same name.
  public void spare(Map<String, String> files, GitOpsRepository site) {
    files.keySet().removeIf(path -> !has(path) && isThere(path, site));
    if (files.keySet().stream().noneMatch(path -> path.endsWith("/kustomization.yaml"))) {
      files.keySet().removeIf(path -> path.equals(Tiltfile.FILE) && !has(path));
    }
  }

  private boolean isThere(String path, GitOpsRepository site) {
    return switch (path) {
      // It would change what is there: line ends, when somebody touches a file.
      case Structure.ATTRIBUTES -> !existing.paths().isEmpty();
      case README -> any(file -> file.matches("(?i)readme(?:\\.[a-z]+)?"));
      case OWNERS -> any(file -> file.matches("(?:\\.github|\\.gitlab|docs)/CODEOWNERS"));
      default -> {
        if (path.endsWith("/.gitkeep") && path.startsWith(site.applications() + "/")) {
          yield !existing.list(site.applications()).isEmpty();
        }
        yield isKept(path, site) || isKustomized(path) || config.serviceOf(path).isPresent();
      }
    };
  }

  /// What makes the Applications, and the projects.
  private boolean isKept(String path, GitOpsRepository site) {
    var own = site.applicationsProject();
    if (path.equals(AppProject.path(own))) {
      var other = keeper.filter(k -> !k.project().equals(Optional.of(own)));
      return other.isPresent() || manifests.hasProject(own);
    }
    return keeper.filter(k -> k.path().equals(path)).isPresent()
        || (path.equals(AppProject.path(site.project())) && manifests.hasProject(site.project()));
  }

  /// kustomize refuses a folder with two files for it; what one lists is its own affair.
  private boolean isKustomized(String path) {
    var folder = path.substring(0, path.lastIndexOf('/') + 1);
    return path.matches("environments/[^/]+/(?:kustomization|namespace)\\.yaml")
        && any(file -> file.matches("\\Q" + folder + "\\E(?:kustomization\\.ya?ml|Kustomization)"));
  }

  private boolean any(Predicate<String> condition) {
    return existing.paths().stream().anyMatch(condition);
  }

  private boolean has(String path) {
    return existing.look(path).isPresent();
  }
}
