package belay.cli.command;

import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.terminal.Question;
import belay.cli.terminal.Session;
import belay.deliver.model.CommitNote;
import belay.deliver.model.Mode;
import belay.deliver.model.Provenance;
import belay.deliver.policy.ReleaseRequest;
import belay.report.HoldReport;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay release SERVICE|DIGEST...`.
@Command(
    description = {
      "Lifts holds, so that the digests may be deployed again. They stand in .belay/holds.yaml.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay release api",
      "  belay release sha256:93b60ebb48f2 --reason \"the database was at fault\""
    })
public final class ReleaseCommand implements CliCommand {
  @Parameters(
      paramLabel = "SERVICE|DIGEST",
      arity = "1..*",
      description = "Services, or digests (their beginning will do).")
  List<String> names = List.of();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "ENV",
      description = "Only what was held in this environment.")
  Optional<String> environment = Optional.empty();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why: it stands in the commit.")
  Optional<String> reason = Optional.empty();

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "The commit's message; trailers are added to it.")
  Optional<String> message = Optional.empty();

  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final LandOptions land = new LandOptions();
  @Mixin final PlanOptions plan = new PlanOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public int run(Session session) {
    var provenance = Provenance.of(session.host(), Optional.empty());
    var note = new CommitNote(message, provenance, Question.of(session, true));
    var request = new ReleaseRequest(names, environment, reason, note);
    try (var delivery = Wiring.landing(session, repo, land, new RegistryOptions())) {
      var released = delivery.release(request, plan.dryRun ? Mode.PLAN : Mode.LAND);
      var text = HoldReport.released(released, plan.diff, session.columns());
      return HoldAnswer.print(session, plan, output, released, "released", text);
    }
  }
}
