package belay.report;

import belay.deliver.rollout.SyncOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What came of having services synced, for people and for programs.
public final class SyncReport {
  private static final int SHORT = 7;

  private SyncReport() {}

  /// One line per Application, those of its resources below that were not as Git wants them.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String text(SyncOutcome outcome, OptionalInt width) {
    var text = new StringBuilder();
    for (var app : outcome.applications()) {
      text.append(Glyphs.wrap("%s: %s".formatted(app.application(), said(outcome, app)), width))
          .append('\n');
      List<List<String>> rows = new ArrayList<>();
      for (var resource : app.out()) {
        rows.add(
            List.of(
                "  " + resource.kind(),
                resource.namespace().isEmpty() ? "-" : resource.namespace(),
                resource.name(),
                resource.prune() ? "no longer in Git" : ""));
      }
      text.append(Columns.of(rows).within(width, Columns.middle(2, 16)).text());
    }
    return text.toString();
  }

  private static String said(SyncOutcome outcome, SyncOutcome.Application app) {
    var commit = outcome.commit().substring(0, SHORT);
    return switch (app.state()) {
      case UNCHANGED -> "nothing to do: %s is there".formatted(commit);
      case PLANNED -> "%s can be synced, %s".formatted(commit, count(app));
      case BEGUN -> "sync to %s begun, %s".formatted(commit, count(app));
      case SYNCED -> "synced to %s, %s".formatted(commit, count(app));
    };
  }

  private static String count(SyncOutcome.Application app) {
    var count = app.out().size();
    return "%d %s out of sync".formatted(count, count == 1 ? "resource" : "resources");
  }

  /// The same for programs.
  public static Document document(SyncOutcome outcome) {
    return new Document()
        .with("commit", outcome.commit())
        .with("branch", outcome.branch())
        .with("dryRun", outcome.dryRun())
        .with("applications", outcome.applications().stream().map(SyncReport::fields).toList());
  }

  private static AnswerFields fields(SyncOutcome.Application app) {
    return new AnswerFields()
        .with("service", app.service())
        .with("application", app.application())
        .with("outcome", app.state().toString())
        .with("outOfSync", app.out().stream().map(SyncReport::fields).toList());
  }

  private static AnswerFields fields(SyncOutcome.Resource resource) {
    return new AnswerFields()
        .with("kind", resource.kind())
        .with("namespace", resource.namespace())
        .with("name", resource.name())
        .with("prune", resource.prune());
  }
}
