package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.terminal.Session;
import belay.deliver.history.HistoryQuery;
import belay.deliver.model.RevisionOrTime;
import belay.report.HistoryReport;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay history [SERVICE] [--env ENV]`.
@Command(
    description = {
      "Who pinned what, when, and from what: read from Git alone. Changes made by hand or by"
          + " another",
      "tool are there as well, since the values themselves are compared, commit by commit. Files"
          + " that",
      "were renamed or moved are followed. TIME is 2026-11-25, 2026-11-25T14:30Z, 2h, \"3 days"
          + " ago\" or",
      "a commit; without a zone it is UTC.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay history api --env production",
      "  belay history --env production --since \"2 days ago\"",
      "  belay history api --env staging -n 5 -o json"
    })
public final class HistoryCommand implements CliCommand {
  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..1",
      description = "The service (default: all services).")
  Optional<String> service = Optional.empty();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "ENV",
      description = "The environment (default: all).")
  Optional<String> environment = Optional.empty();

  @Option(names = "--since", paramLabel = "TIME", description = "Only what changed after it.")
  Optional<String> since = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only what changed up to it; a date includes the whole day.")
  Optional<String> until = Optional.empty();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "At most so many changes, the newest (default: all).")
  Optional<Integer> limit = Optional.empty();

  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final TimeOptions time = new TimeOptions();
  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public int run(Session session) {
    var now = session.host().clock().instant();
    var query =
        new HistoryQuery(
            service,
            environment,
            since.map(text -> RevisionOrTime.parse(text, now)),
            until.map(text -> RevisionOrTime.parseEnd(text, now)),
            limit.orElse(Integer.MAX_VALUE));
    try (var delivery = Wiring.reading(session, repo, time)) {
      var entries = delivery.history(query);
      if (entries.isEmpty()) {
        session.terminal().note("nothing changed");
      }
      session.answer(
          output.form,
          () -> HistoryReport.text(entries, query, session.columns()),
          () -> HistoryReport.document(entries));
    }
    return 0;
  }
}
