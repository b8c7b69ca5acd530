package belay.cli.command.argocd;

import belay.cli.command.CliCommand;
import belay.cli.command.Wiring;
import belay.cli.option.Binding;
import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Question;
import belay.cli.terminal.Session;
import belay.deliver.autosync.AutoSyncOutcome;
import belay.deliver.autosync.AutoSyncRequest;
import belay.deliver.model.CommitNote;
import belay.deliver.model.Mode;
import belay.deliver.model.Provenance;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.report.AutoSyncReport;
import java.util.List;
import java.util.Optional;

/// `belay autosync on|off|show ENV [SERVICE...]`.
public final class AutosyncCommand implements CliCommand {
  private static final String SHOW = "show";
  private static final String ON = "on";
  private static final String OFF = "off";

  List<String> words = List.of();
  Optional<String> force = Optional.empty();
  Optional<String> message = Optional.empty();
  final RepoOptions repo = new RepoOptions();
  boolean yes;
  final LandOptions land = new LandOptions();
  final PlanOptions plan = new PlanOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Switches auto-sync in Git: whether Argo CD rolls out by itself what is committed. Edits"
            + " the syncPolicy of the Applications, or what their ApplicationSet says of the"
            + " environment, in one commit, and touches no other byte. Without SERVICE it is the"
            + " whole environment. On is refused where an image has no digest, has a tag, is held,"
            + " or is not read by its chart. What is so already stays.");
    usage.examples(
        "belay autosync show",
        "belay autosync on staging api --dry-run --diff",
        "belay autosync on production",
        "belay autosync off production api web -m \"Freeze the shop\"");
    usage.argument(
        "on|off|show [ENV [SERVICE]]",
        "1..*",
        "What to do, the environment (show: default all), and services (default: all of it).",
        Binding.list(String.class, v -> words = v));
    usage.option(
        "--force",
        "REASON",
        "Switch it on whatever speaks against it; the reason stands in the commit.",
        Binding.optional(String.class, v -> force = v));
    usage.message(v -> message = v);
    repo.declare(usage);
    land.declare(usage);
    usage.toggle("--yes", "Do not ask, also where the environment is protected.", v -> yes = v);
    plan.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    return switch (words.getFirst()) {
      case SHOW -> show(session);
      case ON -> change(session, true);
      case OFF -> change(session, false);
      default ->
          throw new Failure(
              Kind.USAGE,
              "not a way to switch auto-sync: \"%s\"%s"
                  .formatted(
                      words.getFirst(), Suggest.hint(words.getFirst(), List.of(ON, OFF, SHOW))),
              "belay autosync on|off|show ENV [SERVICE...]");
    };
  }

  private int show(Session session) {
    if (force.isPresent()) {
      throw new Failure(Kind.USAGE, "--force is for on, and show changes nothing", "leave it out");
    }
    try (var delivery = Wiring.landing(session, repo, land, new RegistryOptions())) {
      var all = delivery.autoSync(words.stream().skip(1).findFirst(), services());
      if (all.isEmpty()) {
        session.terminal().note("no service is there");
      }
      session.answer(
          output.form,
          () -> AutoSyncReport.list(all, session.columns()),
          () -> AutoSyncReport.document(all));
      return 0;
    }
  }

  private int change(Session session, boolean on) {
    if (words.size() < 2) {
      throw new Failure(
          Kind.USAGE,
          "no environment named",
          "name it, as in belay autosync %s staging".formatted(words.getFirst()));
    }
    var note =
        new CommitNote(
            message, Provenance.of(session.host(), Optional.empty()), Question.of(session, yes));
    var request = new AutoSyncRequest(on, words.get(1), services(), reason(on), note);
    try (var delivery = Wiring.landing(session, repo, land, new RegistryOptions())) {
      var outcome = delivery.autoSync(request, plan.dryRun ? Mode.PLAN : Mode.LAND);
      return print(session, outcome);
    }
  }

  private List<String> services() {
    return words.stream().skip(2).toList();
  }

  private Optional<String> reason(boolean on) {
    if (force.isPresent() && !on) {
      throw new Failure(Kind.USAGE, "--force is for on: off is never refused", "leave it out");
    }
    if (force.filter(String::isBlank).isPresent()) {
      throw new Failure(
          Kind.USAGE, "--force without a reason", "say why: --force \"a demo on Friday\"");
    }
    return force;
  }

  private int print(Session session, AutoSyncOutcome outcome) {
    outcome.landed().ifPresent(landed -> landed.notes().forEach(session.terminal()::note));
    session.answer(
        output.form,
        () -> AutoSyncReport.text(outcome, plan.diff, session.columns()),
        () -> AutoSyncReport.document(outcome, plan.diff));
    if (outcome.planned()) {
      session.planned(output.form);
    }
    return plan.code(outcome.planned());
  }
}
