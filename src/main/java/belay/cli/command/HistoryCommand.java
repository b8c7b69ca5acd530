package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.OutputOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.history.HistoryQuery;
import belay.deliver.model.RevisionOrTime;
import belay.report.HistoryReport;
import java.util.Optional;

/// `belay history [SERVICE] [--env ENV]`.
public final class HistoryCommand implements CliCommand {
  Optional<String> service = Optional.empty();
  Optional<String> environment = Optional.empty();
  Optional<String> since = Optional.empty();
  Optional<String> until = Optional.empty();
  Optional<Integer> limit = Optional.empty();
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Who pinned what, when, and from what: read from Git alone. Changes made by hand or by"
            + " another tool are there as well, since the values themselves are compared, commit by"
            + " commit. Files that were renamed or moved are followed. TIME is 2026-11-25,"
            + " 2026-11-25T14:30Z, 2h, \"3 days ago\" or a commit; without a zone it is UTC.");
    usage.examples(
        "belay history api --env production",
        "belay history --env production --since \"2 days ago\"",
        "belay history api --env staging -n 5 -o json");
    usage.argument(
        "SERVICE",
        "0..1",
        "The service (default: all services).",
        Binding.optional(String.class, v -> service = v));
    usage.option(
        "-e, --env",
        "ENV",
        "The environment (default: all).",
        Binding.optional(String.class, v -> environment = v));
    usage.option(
        "--since",
        "TIME",
        "Only what changed after it.",
        Binding.optional(String.class, v -> since = v));
    usage.option(
        "--until",
        "TIME",
        "Only what changed up to it; a date includes the whole day.",
        Binding.optional(String.class, v -> until = v));
    usage.option(
        "-n, --limit",
        "N",
        "At most so many changes, the newest (default: all).",
        Binding.optional(Integer.class, v -> limit = v));
    repo.declare(usage);
    time.declare(usage);
    output.declare(usage);
  }

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
