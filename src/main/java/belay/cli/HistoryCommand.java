package belay.cli;

import belay.report.HistoryReport;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay history SERVICE --env ENV`.
@Command(
    description = {
      "Who pinned what, when, and from what: read from Git alone. Changes made by hand or by"
          + " another",
      "tool are there as well, since the values themselves are compared, commit by commit.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay history api --env production",
      "  belay history api --env staging --limit 5 -o json"
    })
final class HistoryCommand implements Task {
  @Parameters(paramLabel = "SERVICE", description = "The service.")
  String service = "";

  @Option(
      names = {"-e", "--env"},
      required = true,
      paramLabel = "ENV",
      description = "The environment.")
  String environment = "";

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "At most so many changes, the newest first (default: all).")
  Optional<Integer> limit = Optional.empty();

  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final TimeOptions time = new TimeOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public OutputOptions output() {
    return output;
  }

  @Override
  public int run(Session session) {
    try (var delivery = Wiring.reading(session, repo, time)) {
      var entries = delivery.history(service, environment, limit.orElse(Integer.MAX_VALUE));
      session.answer(
          output.form,
          () -> HistoryReport.text(entries),
          () -> HistoryReport.document(service, entries));
    }
    return 0;
  }
}
