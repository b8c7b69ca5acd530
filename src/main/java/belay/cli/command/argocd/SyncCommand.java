package belay.cli.command.argocd;

import belay.cli.command.CliCommand;
import belay.cli.command.Wiring;
import belay.cli.option.ArgoCdOptions;
import belay.cli.option.Binding;
import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.ServiceSelection;
import belay.cli.option.Usage;
import belay.cli.terminal.Question;
import belay.cli.terminal.Session;
import belay.deliver.rollout.Rollout;
import belay.deliver.rollout.SyncOutcome;
import belay.deliver.rollout.SyncRequest;
import belay.deliver.rollout.WaitRequest;
import belay.report.RolloutReport;
import belay.report.SyncReport;
import java.time.Duration;
import java.util.List;

/// `belay sync SERVICE... --env ENV`.
public final class SyncCommand implements CliCommand {
  List<String> services = List.of();
  String environment = "";
  boolean wait;
  boolean prune;
  boolean dryRun;
  boolean exitCode;
  boolean yes;
  Duration timeout = Duration.ofMinutes(5);
  final ArgoCdOptions argocd = new ArgoCdOptions();
  final RepoOptions repo = new RepoOptions();
  final RegistryOptions network = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Has Argo CD sync services once, to try a delivery before auto-sync is on: to the commit"
            + " that the branch has now, never to another, and never with parameters that Git does"
            + " not have. Refused where an Application follows another branch. What has the commit"
            + " already is not synced again.");
    usage.examples(
        "belay sync api --env staging --dry-run",
        "belay sync api --env staging --wait",
        "belay sync api web --env production --prune --wait --timeout 10m");
    usage.argument(
        "SERVICE", "1..*", "The services.", Binding.list(String.class, v -> services = v));
    usage.required(
        "-e, --env", "ENV", "The environment.", Binding.of(String.class, v -> environment = v));
    usage.toggle("--wait", "Wait until it runs and is healthy.", v -> wait = v);
    usage.toggle("--prune", "Delete what is no longer in Git.", v -> prune = v);
    usage.toggle("--dry-run", "Let Argo CD try, and show what is out of sync.", v -> dryRun = v);
    usage.toggle(
        "--exit-code",
        "With --dry-run: end with 10 when something would change.",
        v -> exitCode = v);
    usage.toggle("--yes", "Do not ask, also where the environment is protected.", v -> yes = v);
    usage.option(
        "--timeout",
        "TIME",
        "How long to wait for the sync to end, and then to run (default: 5m each).",
        Binding.of(Duration.class, v -> timeout = v));
    argocd.declare(usage);
    repo.declare(usage);
    network.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    ServiceSelection.require(services, false, "sync api --env staging");
    var request =
        new SyncRequest(
            environment,
            services,
            new WaitRequest(
                argocd.choice(),
                timeout,
                WaitRequest.GRACE,
                line -> {
                  if (!output.noProgress) {
                    session.terminal().note(line);
                  }
                }),
            wait,
            prune,
            dryRun,
            Question.of(session, yes));
    try (var delivery = Wiring.landing(session, repo, new LandOptions(), network)) {
      return print(session, delivery.sync(request));
    }
  }

  /// The end of the command is that of the rollout.
  private int print(Session session, SyncOutcome outcome) {
    var rollout = outcome.rollout().map(RolloutReport::of).orElseGet(RolloutReport::none);
    session.answer(
        output.form,
        () -> SyncReport.text(outcome, session.columns()) + rollout.text(session.columns()),
        () -> rollout.on(SyncReport.document(outcome)));
    if (outcome.rollout().orElse(null) instanceof Rollout.Failed failed) {
      throw failed.failure();
    }
    if (outcome.dryRun() && output.form == OutputOptions.Form.text) {
      session.terminal().note("dry run: nothing was synced");
    }
    return exitCode && outcome.planned() ? PlanOptions.WOULD_CHANGE : 0;
  }
}
