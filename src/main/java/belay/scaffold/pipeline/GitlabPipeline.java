package belay.scaffold.pipeline;

import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.stream.Collectors;

/// The pipeline for GitLab CI: all services of a run in one commit; the environments after the
/// first wait for a person.
public final class GitlabPipeline {
  private GitlabPipeline() {}

  /// The job's text.
  public static String file(Pipeline pipeline) {
    return Template.of("ci/gitlab.yml")
        .with("url", Yaml.scalar(pipeline.url()))
        .with("registry", pipeline.registry().map(r -> "REGISTRY: " + Yaml.scalar(r)).orElse(""))
        .with("needed", pipeline.registry().isPresent() ? "" : NEEDED)
        .with("promotes", pipeline.promotes())
        .with("first", pipeline.first())
        .with("stages", stages(pipeline))
        .with("later", later(pipeline))
        .text();
  }

  private static final String NEEDED = "#   REGISTRY              host and path of the images";

  private static String stages(Pipeline pipeline) {
    return pipeline.environments().stream()
        .map(environment -> "- " + environment)
        .collect(Collectors.joining("\n"));
  }

  private static String later(Pipeline pipeline) {
    return pipeline.later().stream()
        .map(e -> Template.of("ci/gitlab-later.yml").with("environment", e).text())
        .collect(Collectors.joining("\n"));
  }
}
