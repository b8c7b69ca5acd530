package belay.scaffold.pipeline;

import belay.scaffold.template.Template;

/// The same for any CI system, or by hand: one shell script.
public final class ShellPipeline {
  private static final String PROMOTES =
      "# ci-deploy.sh SERVICE ENVIRONMENT: promotes what this commit built to a later environment.";

  private ShellPipeline() {}

  /// The script's text.
  public static String file(Pipeline pipeline) {
    return Template.of("ci/ci-deploy.sh")
        .with("url", Shell.word(pipeline.url()))
        .with("registry", registry(pipeline))
        .with("promotes", pipeline.later().isEmpty() ? "" : PROMOTES)
        .with("first", pipeline.first())
        .text();
  }

  private static String registry(Pipeline pipeline) {
    return pipeline
        .registry()
        .map(r -> "REGISTRY=${REGISTRY:-" + Shell.word(r) + "}")
        .orElse(": \"${REGISTRY:?set it to host and path of the images}\"");
  }
}
