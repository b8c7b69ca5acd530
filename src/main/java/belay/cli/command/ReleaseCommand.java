package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Question;
import belay.cli.terminal.Session;
import belay.deliver.model.CommitNote;
import belay.deliver.model.Mode;
import belay.deliver.model.Provenance;
import belay.deliver.policy.ReleaseRequest;
import belay.report.HoldReport;
import java.util.List;
import java.util.Optional;

/// `belay release SERVICE|DIGEST...`.
public final class ReleaseCommand implements CliCommand {
  List<String> names = List.of();
  Optional<String> environment = Optional.empty();
  Optional<String> reason = Optional.empty();
  Optional<String> message = Optional.empty();
  final RepoOptions repo = new RepoOptions();
  final LandOptions land = new LandOptions();
  final PlanOptions plan = new PlanOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Lifts holds, so that the digests may be deployed again. They stand in .belay/holds.yaml.");
    usage.examples(
        "belay release api",
        "belay release sha256:93b60ebb48f2 --reason \"the database was at fault\"");
    usage.argument(
        "SERVICE|DIGEST",
        "1..*",
        "Services, or digests (their beginning will do).",
        Binding.list(String.class, v -> names = v));
    usage.option(
        "-e, --env",
        "ENV",
        "Only what was held in this environment.",
        Binding.optional(String.class, v -> environment = v));
    usage.option(
        "--reason",
        "TEXT",
        "Why: it stands in the commit.",
        Binding.optional(String.class, v -> reason = v));
    usage.message(v -> message = v);
    repo.declare(usage);
    land.declare(usage);
    plan.declare(usage);
    output.declare(usage);
  }

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
