package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.OutputOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.history.DigestQuery;
import belay.failure.Kind;
import belay.report.WhereReport;

/// `belay where DIGEST`.
public final class WhereCommand implements CliCommand {
  String digest = "";
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Where a digest is or was pinned: every service, every environment, from when to when. What"
            + " a merge brought counts from the merge on, since the branch is what is delivered."
            + " Exits with 4 where it never was.");
    usage.examples(
        "belay where sha256:93b60ebb48f2",
        "belay where registry.example.com/api@sha256:93b6... -o json");
    usage.argument(
        "DIGEST",
        "1",
        "The digest, its beginning (at least 7 hex digits), or REPOSITORY@DIGEST for one"
            + " repository.",
        Binding.of(String.class, v -> digest = v));
    repo.declare(usage);
    time.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    var sought = DigestQuery.parse(digest);
    try (var delivery = Wiring.reading(session, repo, time)) {
      var found = delivery.where(sought);
      if (found.stays().isEmpty()) {
        session.terminal().note("\"%s\" was never pinned here".formatted(digest));
      }
      session.answer(
          output.form,
          () -> WhereReport.text(found, session.columns()),
          () -> WhereReport.document(found));
      return found.stays().isEmpty() ? Kind.NOT_FOUND.exitCode() : 0;
    }
  }
}
