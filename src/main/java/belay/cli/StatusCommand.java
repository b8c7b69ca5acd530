package belay.cli;

import belay.deliver.StatusRequest;
import belay.deliver.When;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Screen;
import belay.report.StatusReport;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay status [SERVICE...]`.
@Command(
    description = {
      "What Git wants to run where: services x environments, with short digests. A digest that is",
      "the same as where it is promoted from is marked with =, another one with !.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay status",
      "  belay status api web --age",
      "  belay status --env staging --env production --changed",
      "  belay status --at 2026-11-25T10:30Z",
      "  belay status -o json"
    })
final class StatusCommand implements Task {
  @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "The services (default: all).")
  List<String> services = List.of();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "ENV",
      split = ",",
      description = "The environment; repeatable (default: all).")
  List<String> environments = List.of();

  @Option(names = "--changed", description = "Only what differs between environments, or is held.")
  boolean changed;

  @Option(names = "--age", description = "Ask history since when each stands there.")
  boolean age;

  @Option(
      names = "--at",
      paramLabel = "TIME|COMMIT",
      description = "What stood there then (default: now).")
  Optional<String> at = Optional.empty();

  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final TimeOptions time = new TimeOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public OutputOptions output() {
    return output;
  }

  @Override
  public int run(Session session) {
    var now = session.host().clock().instant();
    var when = at.map(text -> When.parse(text, now));
    if (age && when.isPresent()) {
      throw new Failure(Kind.USAGE, "--age and --at exclude each other", "pass one of them");
    }
    try (var delivery = Wiring.reading(session, repo, time)) {
      var board = delivery.status(new StatusRequest(environments, services, changed, age, when));
      var paint = Paint.of(output.color, session.host(), session.host().streams().outIsTerminal());
      session.answer(
          output.form,
          () -> StatusReport.text(board, Screen.columns(session.host())),
          () -> StatusReport.document(board),
          text -> Colours.status(text, paint));
      return 0;
    }
  }
}
