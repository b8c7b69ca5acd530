package belay.scaffold.pipeline;

import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The workflow for GitHub Actions: one job a service, in parallel; the environments after the
/// first wait for the approval that the environment's protection asks for.
public final class GithubPipeline {
  private GithubPipeline() {}

  /// The workflow's text.
  public static String file(Pipeline pipeline) {
    var login = GithubLogin.of(pipeline);
    return Template.of("ci/github.yml")
        .with("url", Yaml.scalar(pipeline.url()))
        .with("registry", pipeline.registry().map(Yaml::scalar).orElse("${{ vars.REGISTRY }}"))
        .with("needed", needed(pipeline, login))
        .with("promotes", pipeline.promotes())
        .with("first", pipeline.first())
        .with("approvals", approvals(pipeline))
        .with("permissions", "contents: read\n" + login.pushing())
        .with("belay", belay())
        .with("login", login.steps())
        .with("later", later(pipeline, login))
        .text();
  }

  private static String needed(Pipeline pipeline, GithubLogin login) {
    var registry = "#   variable REGISTRY       host and path of the images\n";
    return (pipeline.registry().isEmpty() ? registry : "") + login.needed();
  }

  private static String approvals(Pipeline pipeline) {
    return pipeline.later().stream()
        .map(e -> "#   environment %s with required reviewers: who may deploy there".formatted(e))
        .collect(Collectors.joining("\n"));
  }

  private static String belay() {
    return Template.of("ci/github-belay.yml").text();
  }

  private static String later(Pipeline pipeline, GithubLogin login) {
    var before = pipeline.first();
    List<String> jobs = new ArrayList<>();
    for (var environment : pipeline.later()) {
      jobs.add(
          Template.of("ci/github-later.yml")
              .with("environment", environment)
              .with("before", before)
              .with("permissions", login.reading())
              .with("belay", belay())
              .with("login", login.steps())
              .text());
      before = environment;
    }
    return String.join("\n", jobs);
  }
}
