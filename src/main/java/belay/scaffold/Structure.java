package belay.scaffold;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.application.AppOfApps;
import belay.scaffold.application.AppProject;
import belay.scaffold.application.ApplicationSet;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Layout;
import belay.scaffold.application.Service;
import belay.scaffold.application.Stage;
import belay.scaffold.application.Tiltfile;
import belay.scaffold.application.Updater;
import belay.scaffold.pipeline.GithubPipeline;
import belay.scaffold.pipeline.GitlabPipeline;
import belay.scaffold.pipeline.Pipeline;
import belay.scaffold.pipeline.ShellPipeline;
import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every file of a new GitOps repository.
public final class Structure {
  /// What somebody may ask for.
  ///
  /// @param permissive one project that may do anything
  /// @param applicationSet an ApplicationSet in place of the app-of-apps
  /// @param root the file with what makes the Applications already, if there is one
  /// @param imageUpdater whether Argo CD Image Updater is told of the registry
  /// @param owners who reviews changes, such as `@acme/platform`; empty for no CODEOWNERS
  /// @param pipelines the CI systems
  public record Wishes(
      boolean permissive,
      boolean applicationSet,
      Optional<String> root,
      boolean imageUpdater,
      List<String> owners,
      List<Ci> pipelines) {
    public Wishes {
      owners = List.copyOf(owners);
      pipelines = List.copyOf(pipelines);
    }

    /// The same where the Applications are made already.
    public Wishes keeping(String file, boolean set) {
      return new Wishes(permissive, set, Optional.of(file), imageUpdater, owners, pipelines);
    }
  }

  /// A CI system that there is a pipeline for.
  public enum Ci {
    github,
    gitlab,
    shell
  }

  /// What keeps the line ends of a new repository the same for everybody.
  public static final String ATTRIBUTES = ".gitattributes";

  private static final List<String> GROUPS =
      List.of(Service.INFRASTRUCTURE, "platform", "frontend");

  private final GitOpsRepository site;
  private final Layout layout;
  private final Wishes wishes;

  private Structure(GitOpsRepository site, Layout layout, Wishes wishes) {
    this.site = site;
    this.layout = layout;
    this.wishes = wishes;
  }

  /// The files by path.
  public static Map<String, String> files(GitOpsRepository site, Layout layout, Wishes wishes) {
    return new Structure(site, layout, wishes).files();
  }

  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", new Readme(site, layout, wishes, root()).text());
    files.put("belay.yaml", BelayYaml.file(site, layout));
    files.put(ATTRIBUTES, Template.of("gitattributes").text());
    files.put(root(), rootFile());
    files.putAll(wishes.permissive() ? AppProject.permissive(site) : projects());
    applicationFolders().forEach(folder -> files.put(folder + "/.gitkeep", ""));
    for (var stage : site.stages()) {
      files.putAll(environment(stage));
    }
    if (!wishes.owners().isEmpty()) {
      files.put("CODEOWNERS", Codeowners.file(site, layout, wishes.owners()));
    }
    layout
        .registry()
        .filter(_ -> wishes.imageUpdater())
        .ifPresent(r -> {
          files.put(Updater.REGISTRIES, Updater.registries(site, r.split("/", 2)[0]));
          files.put(Updater.APPLICATIONS, Updater.applications(site));
        });
    files.putAll(pipelines());
    return files;
  }

  private Stream<String> applicationFolders() {
    return layout.applications().contains("{group}/")
        ? GROUPS.stream().map(group -> site.applications() + "/" + group)
        : Stream.of(site.applications());
  }

  private String root() {
    return wishes.root().orElse(wishes.applicationSet() ? ApplicationSet.FILE : AppOfApps.FILE);
  }

  private String rootFile() {
    return wishes.applicationSet()
        ? ApplicationSet.file(site, layout)
        : AppOfApps.file(site, project(), layout.listed());
  }

  private String project() {
    return wishes.permissive() ? site.project() : site.applicationsProject();
  }

  /// An ApplicationSet belongs to no project: the second one is for the app-of-apps alone.
  private Map<String, String> projects() {
    var files = new LinkedHashMap<>(AppProject.files(site));
    if (wishes.applicationSet()) {
      files.remove(AppProject.path(site.applicationsProject()));
    }
    return files;
  }

  private Map<String, String> environment(Stage stage) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(layout.valuesFolder(stage.environment()) + "/.gitkeep", "");
    if (stage.tilt()) {
      var folder = "environments/" + stage.environment() + "/";
      files.put(folder + "kustomization.yaml", kustomize("kustomization.yaml", stage));
      files.put(folder + "namespace.yaml", kustomize("namespace.yaml", stage));
      files.put(Tiltfile.FILE, Tiltfile.file(stage, layout.tilt(stage), site.url()));
    }
    return files;
  }

  private static String kustomize(String template, Stage stage) {
    return Template.of(template)
        .with("environment", stage.environment())
        .with("namespace", Yaml.scalar(stage.namespace()))
        .text();
  }

  private Map<String, String> pipelines() {
    var environments =
        site.stages().stream().filter(s -> !s.tilt()).map(Stage::environment).toList();
    if (environments.isEmpty() && !wishes.pipelines().isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "there is no environment that a pipeline could deploy to: Tilt runs all of them",
          "leave --ci out, or have one more: --env staging");
    }
    Map<String, String> files = new LinkedHashMap<>();
    for (var ci : wishes.pipelines()) {
      var pipeline = new Pipeline(site.url(), layout.registry(), environments);
      switch (ci) {
        case github -> files.put("ci/github/deploy.yml", GithubPipeline.file(pipeline));
        case gitlab -> files.put("ci/gitlab/.gitlab-ci.yml", GitlabPipeline.file(pipeline));
        case shell -> files.put("ci/ci-deploy.sh", ShellPipeline.file(pipeline));
      }
    }
    return files;
  }
}
