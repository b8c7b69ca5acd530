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
import belay.deliver.policy.HoldRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.report.HoldReport;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `belay hold SERVICE|DIGEST... --reason TEXT`, `belay hold --list`.
public final class HoldCommand implements CliCommand {
  private static final Pattern LINES = Pattern.compile("(?s).*\\p{Cntrl}.*");

  List<String> names = List.of();
  Optional<String> environment = Optional.empty();
  Optional<String> reason = Optional.empty();
  boolean list;
  Optional<String> message = Optional.empty();
  final RepoOptions repo = new RepoOptions();
  final LandOptions land = new LandOptions();
  final PlanOptions plan = new PlanOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Keeps digests out: deploy, promote and rollback refuse them until belay release. Of a"
            + " service, what stands there now is held: it is refused in every environment. Of a"
            + " digest, it is refused for every service, with --env in that environment only.");
    usage.examples(
        "belay hold api --env production --reason \"slow answers\"",
        "belay hold sha256:93b60ebb48f2 --reason \"a hole in its base image\"",
        "belay hold --list");
    usage.argument(
        "SERVICE|DIGEST",
        "0..*",
        "Services, or digests (their beginning will do).",
        Binding.list(String.class, v -> names = v));
    usage.option(
        "-e, --env",
        "ENV",
        "Of a service: what stands there (default: in all). Of a digest: refuse it there only.",
        Binding.optional(String.class, v -> environment = v));
    usage.option(
        "--reason",
        "TEXT",
        "Why: it stands with the hold and in the commit; required.",
        Binding.optional(String.class, v -> reason = v));
    usage.toggle("--list", "Print what is held, by whom, since when and why.", v -> list = v);
    usage.message(v -> message = v);
    repo.declare(usage);
    land.declare(usage);
    plan.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    return list ? list(session) : hold(session);
  }

  private int list(Session session) {
    if (!names.isEmpty()) {
      throw new Failure(
          Kind.USAGE, "--list takes no names: it prints all holds", "belay hold --list");
    }
    try (var delivery = Wiring.landing(session, repo, land, new RegistryOptions())) {
      var holds = delivery.holds(environment);
      if (holds.isEmpty()) {
        session.terminal().note("nothing is held");
      }
      session.answer(
          output.form,
          () -> HoldReport.list(holds, session.columns()),
          () -> HoldReport.document(holds));
      return 0;
    }
  }

  private int hold(Session session) {
    var note =
        new CommitNote(
            message, Provenance.of(session.host(), Optional.empty()), Question.of(session, true));
    requireNames();
    var request = new HoldRequest(names, environment, why(), note);
    try (var delivery = Wiring.landing(session, repo, land, new RegistryOptions())) {
      var held = delivery.hold(request, plan.dryRun ? Mode.PLAN : Mode.LAND);
      return HoldAnswer.print(
          session, plan, output, held, "held", HoldReport.held(held, plan.diff, session.columns()));
    }
  }

  private void requireNames() {
    if (names.isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "nothing named to hold",
          "name a service or a digest, as in belay hold api --reason \"it crashes\"; belay hold"
              + " --list prints what is held");
    }
  }

  private String why() {
    var text = reason.map(String::strip).orElse("");
    if (text.isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "a hold needs a reason",
          "say why, as in belay hold %s --reason \"it crashes\"".formatted(names.getFirst()));
    }
    if (LINES.matcher(text).matches()) {
      throw new Failure(
          Kind.USAGE, "the reason has more than one line", "write --reason in one line");
    }
    return text;
  }
}
