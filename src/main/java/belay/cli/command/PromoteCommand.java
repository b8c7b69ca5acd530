package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.ImageArguments;
import belay.cli.option.OverrideOptions;
import belay.cli.option.ServiceSelection;
import belay.cli.option.Usage;
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

/// `belay promote [SERVICE[=IMAGE]...|--all] --to ENV`.
public final class PromoteCommand implements CliCommand {
  List<String> services = List.of();
  boolean all;
  Optional<String> from = Optional.empty();
  String to = "";
  Optional<String> at = Optional.empty();
  boolean copy;
  Optional<String> revision = Optional.empty();
  boolean verified;
  final OverrideOptions override = new OverrideOptions();
  final ChangeOptions change = new ChangeOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Carries digests from one environment to the next: exactly those that stand there, byte for"
            + " byte the same images, as one commit. Refused where a digest is held, missing in the"
            + " registry, or not what belay.yaml asks for in that environment (platforms,"
            + " requireFrom, soak, freeze). SERVICE=IMAGE, too, where the source has another image"
            + " than that.");
    usage.examples(
        "belay promote api web --to production",
        "belay promote --all --from staging --to production --dry-run --diff",
        "belay promote api --to production --at 1f3870be2",
        "belay promote api=registry.example.com/api:$GITHUB_SHA --to production",
        "belay promote --all --to production --pull-request",
        "belay promote api --to production --verified --wait");
    usage.argument(
        "SERVICE[=IMAGE]",
        "0..*",
        "Services; with the image that the source must have, a tag or a digest.",
        Binding.list(String.class, v -> services = v));
    usage.toggle("--all", "All services that both environments have.", v -> all = v);
    usage.option(
        "--from",
        "ENV",
        "The environment to take from (default: promoteFrom, or the one above).",
        Binding.optional(String.class, v -> from = v));
    usage.required(
        "-e, --to", "ENV", "The environment to carry to.", Binding.of(String.class, v -> to = v));
    usage.option(
        "--at",
        "COMMIT",
        "Take what stood there at this commit (default: what stands there now).",
        Binding.optional(String.class, v -> at = v));
    usage.toggle(
        "--copy",
        "Copy images that the target's own registry lacks, whole and unchanged.",
        v -> copy = v);
    usage.option(
        "--revision",
        "GITSHA",
        "The source commit of the image.",
        Binding.optional(String.class, v -> revision = v));
    usage.toggle(
        "--verified",
        "Only what runs well where it is promoted from: Argo CD says that its Application is"
            + " Healthy and its Pods run this digest.",
        v -> verified = v);
    override.declare(usage);
    change.declare(usage);
  }

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
