package belay.cli.command;

import belay.cli.option.ImageArguments;
import belay.cli.option.OverrideOptions;
import belay.cli.option.ServiceSelection;
import belay.cli.terminal.Session;
import belay.deliver.Delivery;
import belay.deliver.model.ArgoCdChoice;
import belay.deliver.model.CommitNote;
import belay.deliver.model.Outcome;
import belay.deliver.model.PromoteRequest;
import belay.deliver.model.Provenance;
import belay.deliver.model.SourceDeployment;
import belay.report.PromoteReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay promote [SERVICE[=IMAGE]...|--all] --to ENV`.
@Command(
    description = {
      "Carries digests from one environment to the next: exactly those that stand there, byte for",
      "byte the same images, as one commit. Refused where a digest is held, missing in the"
          + " registry,",
      "or not what belay.yaml asks for in that environment (platforms, requireFrom, soak, freeze).",
      "SERVICE=IMAGE, too, where the source has another image than that.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay promote api web --to production",
      "  belay promote --all --from staging --to production --dry-run --diff",
      "  belay promote api --to production --at 1f3870be2",
      "  belay promote api=registry.example.com/api:$GITHUB_SHA --to production",
      "  belay promote --all --to production --pull-request",
      "  belay promote api --to production --verified --wait"
    })
public final class PromoteCommand implements CliCommand {
  @Parameters(
      paramLabel = "SERVICE[=IMAGE]",
      arity = "0..*",
      description = "Services; with the image that the source must have, a tag or a digest.")
  List<String> services = List.of();

  @Option(names = "--all", description = "All services that both environments have.")
  boolean all;

  @Option(
      names = "--from",
      paramLabel = "ENV",
      description = "The environment to take from (default: promoteFrom, or the one above).")
  Optional<String> from = Optional.empty();

  @Option(
      names = {"-e", "--to"},
      required = true,
      paramLabel = "ENV",
      description = "The environment to carry to.")
  String to = "";

  @Option(
      names = "--at",
      paramLabel = "COMMIT",
      description = "Take what stood there at this commit (default: what stands there now).")
  Optional<String> at = Optional.empty();

  @Option(
      names = "--copy",
      description = "Copy images that the target's own registry lacks, whole and unchanged.")
  boolean copy;

  @Option(
      names = "--revision",
      paramLabel = "GITSHA",
      description = "The source commit of the image.")
  Optional<String> revision = Optional.empty();

  @Option(
      names = "--verified",
      description =
          "Only what runs well where it is promoted from: Argo CD says that its Application is"
              + " Healthy and its Pods run this digest.")
  boolean verified;

  @Mixin final OverrideOptions override = new OverrideOptions();
  @Mixin final ChangeOptions change = new ChangeOptions();

  @Override
  public int run(Session session) {
    var runner = new ChangeRunner(session, change);
    ServiceSelection.require(services, all, "promote api --to " + to);
    var note =
        new CommitNote(
            change.message, Provenance.told(session.host(), revision), runner.confirmation());
    var what =
        new PromoteRequest.What(ImageArguments.services(services), ImageArguments.images(services));
    var witness =
        verified ? Optional.of(change.wait.argocd.choice()) : Optional.<ArgoCdChoice>empty();
    var request = new PromoteRequest(what, from, to, at, copy, witness, override.reason(), note);
    return runner.run(
        request, (delivery, outcome) -> told(delivery, request, outcome, session.columns()));
  }

  private ChangeRunner.Answer told(
      Delivery delivery, PromoteRequest request, Outcome outcome, OptionalInt columns) {
    var diff = change.plan.diff;
    List<SourceDeployment> origins =
        diff ? delivery.backgrounds(request, outcome.pins()) : List.of();
    return new ChangeRunner.Answer(
        () -> PromoteReport.text(outcome, origins, diff, columns),
        () -> PromoteReport.document(outcome, origins, diff));
  }
}
