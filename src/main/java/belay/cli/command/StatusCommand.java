package belay.cli.command;

import belay.cli.option.ArgoCdOptions;
import belay.cli.option.Binding;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Colours;
import belay.cli.terminal.Paint;
import belay.cli.terminal.Session;
import belay.deliver.model.ArgoCdChoice;
import belay.deliver.model.RevisionOrTime;
import belay.deliver.status.StatusRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Screen;
import belay.report.StatusReport;
import java.util.List;
import java.util.Optional;

/// `belay status [SERVICE...]`.
public final class StatusCommand implements CliCommand {
  List<String> services = List.of();
  List<String> environments = List.of();
  boolean changed;
  boolean age;
  Optional<String> at = Optional.empty();
  boolean live;
  final ArgoCdOptions argocd = new ArgoCdOptions();
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final RegistryOptions network = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "What Git wants to run where: services x environments, with short digests. A digest that is"
            + " the same as where it is promoted from is marked with =, another one with !. With"
            + " --live also what Argo CD says that runs.");
    usage.examples(
        "belay status",
        "belay status api web --age",
        "belay status --env staging --env production --changed",
        "belay status --live --argocd argocd.example.com",
        "belay status --at 2026-11-25T10:30Z",
        "belay status -o json");
    usage.argument(
        "SERVICE",
        "0..*",
        "The services (default: all).",
        Binding.list(String.class, v -> services = v));
    usage.separated(
        "-e, --env",
        "ENV",
        "The environment; repeatable (default: all).",
        Binding.list(String.class, v -> environments = v));
    usage.toggle(
        "--changed",
        "Only what differs between environments, is held, or (with --live) does not run as Git"
            + " wants it.",
        v -> changed = v);
    usage.toggle("--age", "Ask history since when each stands there.", v -> age = v);
    usage.option(
        "--at",
        "TIME|COMMIT",
        "What stood there then (default: now).",
        Binding.optional(String.class, v -> at = v));
    usage.toggle("--live", "Ask Argo CD what runs: one request for all services.", v -> live = v);
    argocd.declare(usage);
    repo.declare(usage);
    time.declare(usage);
    network.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    var now = session.host().clock().instant();
    var when = at.map(text -> RevisionOrTime.parse(text, now));
    if (when.isPresent() && (age || live)) {
      throw new Failure(
          Kind.USAGE,
          "%s and --at exclude each other".formatted(age ? "--age" : "--live"),
          "pass one of them");
    }
    var choice = live ? Optional.of(argocd.choice()) : Optional.<ArgoCdChoice>empty();
    var request = new StatusRequest(environments, services, changed, age, choice, when);
    try (var delivery = Wiring.reading(session, repo, time, network)) {
      var board = delivery.status(request);
      var paint = Paint.of(output.color, session.host(), session.host().streams().outIsTerminal());
      session.answer(
          output.form,
          () ->
              changed && board.rows().isEmpty()
                  ? quiet()
                  : StatusReport.text(board, Screen.columns(session.host())),
          () -> StatusReport.document(board),
          text -> Colours.status(text, paint));
      return 0;
    }
  }

  private String quiet() {
    return live
        ? "nothing differs, nothing is held, and all runs as Git wants it\n"
        : "nothing differs, and nothing is held\n";
  }
}
