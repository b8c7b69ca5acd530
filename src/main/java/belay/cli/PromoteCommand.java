package belay.cli;

import belay.deliver.Background;
import belay.deliver.Note;
import belay.deliver.PromoteRequest;
import belay.deliver.Provenance;
import belay.report.PromoteReport;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay promote [SERVICE...|--all] --to ENV`.
@Command(
    description = {
      "Carries digests from one environment to the next: exactly those that stand there, byte for",
      "byte the same images, as one commit. Refused where a digest is held, missing in the"
          + " registry,",
      "or not what belay.yaml asks for in that environment (platforms, requireFrom, soak, freeze).",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay promote api web --to production",
      "  belay promote --all --from staging --to production --dry-run --diff",
      "  belay promote api --to production --at 1f3870be2",
      "  belay promote --all --to production --pull-request"
    })
final class PromoteCommand implements Task {
  @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "The services.")
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
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "The commit's message; trailers are added to it.")
  Optional<String> message = Optional.empty();

  @Mixin final OverrideOptions override = new OverrideOptions();
  @Mixin final ProposalOptions proposal = new ProposalOptions();
  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final WriteOptions write = new WriteOptions();
  @Mixin final PlanOptions plan = new PlanOptions();
  @Mixin final RegistryOptions registry = new RegistryOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public OutputOptions output() {
    return output;
  }

  @Override
  public int run(Session session) {
    Selection.require(services, all, "promote api --to " + to);
    var note =
        new Note(
            message,
            Provenance.of(session.host(), Optional.empty()),
            Question.of(session, write.yes));
    var request = new PromoteRequest(services, from, to, at, copy, override.reason(), note);
    var way = proposal.way(plan, write);
    try (var delivery = Wiring.open(session, repo, write, registry)) {
      var outcome = delivery.promote(request, way);
      List<Background> backgrounds =
          plan.diff ? delivery.backgrounds(request, outcome.pins()) : List.of();
      session.notes(outcome);
      var diff = plan.diff;
      session.answer(
          output.form,
          () -> PromoteReport.text(outcome, backgrounds, diff),
          () -> PromoteReport.document(outcome, backgrounds, diff));
      return plan.code(outcome);
    }
  }
}
