package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.terminal.Session;
import belay.deliver.history.DigestQuery;
import belay.failure.Kind;
import belay.report.WhereReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `belay where DIGEST`.
@Command(
    description = {
      "Where a digest is or was pinned: every service, every environment, from when to when. What"
          + " a",
      "merge brought counts from the merge on, since the branch is what is delivered. Exits with 4",
      "where it never was.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay where sha256:93b60ebb48f2",
      "  belay where registry.example.com/api@sha256:93b6... -o json"
    })
public final class WhereCommand implements CliCommand {
  @Parameters(
      paramLabel = "DIGEST",
      description =
          "The digest, its beginning (at least 7 hex digits), or REPOSITORY@DIGEST for one"
              + " repository.")
  String digest = "";

  @Mixin final RepoOptions repo = new RepoOptions();
  @Mixin final TimeOptions time = new TimeOptions();
  @Mixin final OutputOptions output = new OutputOptions();

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
