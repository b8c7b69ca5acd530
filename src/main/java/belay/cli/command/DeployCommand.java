package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.ImageArguments;
import belay.cli.option.OverrideOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.model.DeployRequest;
import belay.deliver.model.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `belay deploy SERVICE[=IMAGE]... --env ENV`.
public final class DeployCommand implements CliCommand {
  List<String> services = List.of();
  String environment = "";
  Optional<String> image = Optional.empty();
  Optional<String> digest = Optional.empty();
  Optional<Path> layout = Optional.empty();
  Optional<String> tag = Optional.empty();
  Optional<String> revision = Optional.empty();
  final OverrideOptions override = new OverrideOptions();
  final ChangeOptions change = new ChangeOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Pins images in one environment: writes repository and digest into the values files,"
            + " removes the tag, touches no other byte; one commit for all services, pushed."
            + " Deploying what is there already changes nothing. When others push meanwhile, the"
            + " edit is made again on their work.");
    usage.examples(
        "belay deploy api=registry.example.com/api:1.4.2 --env staging",
        "belay deploy api web --tag $GITHUB_SHA --env production -R ops/gitops",
        "belay deploy api --layout bazel-bin/api_image --tag $GITHUB_SHA --env staging",
        "belay deploy api web --tag 1.4.2 --env staging --wait",
        "belay deploy api --digest sha256:93b6... --env production --dry-run --diff");
    usage.argument(
        "SERVICE[=IMAGE]",
        "1..*",
        "Services; SERVICE/NAME for one image of a service that has several.",
        Binding.list(String.class, v -> services = v));
    usage.required(
        "-e, --env", "ENV", "The environment.", Binding.of(String.class, v -> environment = v));
    usage.option(
        "--image",
        "IMAGE",
        "The image, for one service.",
        Binding.optional(String.class, v -> image = v));
    usage.option(
        "--digest",
        "sha256:...",
        "The digest, in the repository that the values file names.",
        Binding.optional(String.class, v -> digest = v));
    usage.option(
        "--layout",
        "DIR|ARCHIVE",
        "Push this image first (with --tag, where given), then deploy it.",
        Binding.optional(Path.class, v -> layout = v));
    usage.option(
        "--tag",
        "TAG",
        "The tag to resolve, in the repository that the values file names.",
        Binding.optional(String.class, v -> tag = v));
    usage.option(
        "--revision",
        "GITSHA",
        "The source commit of the image (default: what the CI system says).",
        Binding.optional(String.class, v -> revision = v));
    override.declare(usage);
    change.declare(usage);
  }

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
