package belay.cli.command;

import belay.cli.option.ImageArguments;
import belay.cli.option.OverrideOptions;
import belay.cli.terminal.Session;
import belay.deliver.model.DeployRequest;
import belay.deliver.model.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay deploy SERVICE[=IMAGE]... --env ENV`.
@Command(
    description = {
      "Pins images in one environment: writes repository and digest into the values files, removes",
      "the tag, touches no other byte; one commit for all services, pushed. Deploying what is"
          + " there",
      "already changes nothing. When others push meanwhile, the edit is made again on their work.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay deploy api=registry.example.com/api:1.4.2 --env staging",
      "  belay deploy api web --tag $GITHUB_SHA --env production -R ops/gitops",
      "  belay deploy api --layout bazel-bin/api_image --tag $GITHUB_SHA --env staging",
      "  belay deploy api web --tag 1.4.2 --env staging --wait",
      "  belay deploy api --digest sha256:93b6... --env production --dry-run --diff"
    })
public final class DeployCommand implements CliCommand {
  @Parameters(
      paramLabel = "SERVICE[=IMAGE]",
      arity = "1..*",
      description = "Services; SERVICE/NAME for one image of a service that has several.")
  List<String> services = List.of();

  @Option(
      names = {"-e", "--env"},
      required = true,
      paramLabel = "ENV",
      description = "The environment.")
  String environment = "";

  @Option(names = "--image", paramLabel = "IMAGE", description = "The image, for one service.")
  Optional<String> image = Optional.empty();

  @Option(
      names = "--digest",
      paramLabel = "sha256:...",
      description = "The digest, in the repository that the values file names.")
  Optional<String> digest = Optional.empty();

  @Option(
      names = "--layout",
      paramLabel = "DIR|ARCHIVE",
      description = "Push this image first (with --tag, where given), then deploy it.")
  Optional<Path> layout = Optional.empty();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "The tag to resolve, in the repository that the values file names.")
  Optional<String> tag = Optional.empty();

  @Option(
      names = "--revision",
      paramLabel = "GITSHA",
      description = "The source commit of the image (default: what the CI system says).")
  Optional<String> revision = Optional.empty();

  @Mixin final OverrideOptions override = new OverrideOptions();
  @Mixin final ChangeOptions change = new ChangeOptions();

  @Override
  public int run(Session session) {
    var runner = new ChangeRunner(session, change);
    var wanted = ImageArguments.of(services, new ImageArguments.Flags(image, digest, layout, tag));
    var request =
        new DeployRequest(
            environment,
            wanted,
            Provenance.of(session.host(), revision),
            change.message,
            override.reason(),
            runner.confirmation());
    return runner.run(request);
  }
}
