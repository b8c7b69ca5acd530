package belay.scaffold;

/// The same for any CI system, or by hand: one shell script.
public final class ShellPipeline {
  private ShellPipeline() {}

  public static String file(Pipeline pipeline) {
    return Template.of("ci/ci-deploy.sh")
        .with("url", Shell.word(pipeline.url()))
        .with("registry", registry(pipeline))
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
