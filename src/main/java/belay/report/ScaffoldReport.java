package belay.report;

import belay.deliver.setup.Scaffolded;
import belay.deliver.setup.Scaffolded.Change;
import belay.deliver.setup.Scaffolded.Made;
import java.util.Locale;
import java.util.Optional;

/// What came of making files, for people and for programs.
public final class ScaffoldReport {
  private ScaffoldReport() {}

  /// One line per file that is new or changed, a count of those that stay, then the commit.
  public static String text(Scaffolded made, boolean diff) {
    var text = new StringBuilder();
    for (var file : made.files()) {
      if (file.change() != Change.KEPT) {
        text.append(word(file)).append("  ").append(file.path()).append('\n');
      }
    }
    var kept = made.files().stream().filter(f -> f.change() == Change.KEPT).count();
    if (kept > 0) {
      text.append("kept    ")
          .append(kept)
          .append(kept == 1 ? " file as it is\n" : " files as they are\n");
    }
    if (diff) {
      made.diffs().forEach(text::append);
    }
    text.append(end(made));
    made.byHand()
        .ifPresent(command ->
            text.append("next: ").append(command).append(" # Argo CD does not do it by itself\n"));
    return text.toString();
  }

  private static String word(Made file) {
    return switch (file.change()) {
      case ADDED -> "added ";
      case EDITED -> "edited";
      case KEPT -> "kept  ";
    };
  }

  private static String end(Scaffolded made) {
    if (!made.changes()) {
      return "nothing to do: everything is there\n";
    }
    return made.landed()
        .map(l ->
            "commit %s on %s%s\n".formatted(l.commit(), l.branch(), l.pushed() ? ", pushed" : ""))
        .orElse(made.dryRun() ? "" : "nothing was written\n");
  }

  /// The same for programs.
  public static Document document(Scaffolded made, boolean diff) {
    return new Document()
        .with("outcome", outcome(made))
        .with("files", made.files().stream().map(ScaffoldReport::fields).toList())
        .with("notes", made.notes())
        .with("warnings", made.warnings())
        .with("diffs", Optional.of(made.diffs()).filter(_ -> diff))
        .with("next", made.byHand())
        .with("commit", made.landed().map(DeployReport::fields));
  }

  private static String outcome(Scaffolded made) {
    if (!made.changes()) {
      return "unchanged";
    }
    return made.dryRun() ? "planned" : "committed";
  }

  private static AnswerFields fields(Made file) {
    return new AnswerFields()
        .with("path", file.path())
        .with("change", file.change().name().toLowerCase(Locale.ROOT));
  }
}
