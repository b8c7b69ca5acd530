package belay.report;

import belay.deliver.status.ImageStatus;
import belay.deliver.status.StatusMatrix;
import belay.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/// Services x environments, for people and for programs.
public final class StatusReport {
  private StatusReport() {}

  /// A table, what its marks mean, and who holds what.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String text(StatusMatrix board, OptionalInt width) {
    var text = new StringBuilder(StatusTable.text(board, width.orElse(Integer.MAX_VALUE)));
    var remarks = new StringBuilder();
    board.rows().forEach(row -> remarks(remarks, row));
    remarks.toString().lines().forEach(line -> text.append(Glyphs.wrap(line, width)).append('\n'));
    var differ = board.rows().stream().filter(row -> !row.differs().isEmpty()).count();
    var held = board.rows().stream().filter(StatusReport::isHeld).count();
    var invalid =
        board.rows().stream()
            .flatMap(row -> row.cells().stream())
            .filter(cell -> cell.fault().isPresent())
            .count();
    var summary =
        "%d %s, %d differ, %d held%s%s (= as where it is promoted from, ! another)"
            .formatted(
                board.rows().size(),
                board.rows().size() == 1 ? "row" : "rows",
                differ,
                held,
                invalid > 0 ? ", %d invalid".formatted(invalid) : "",
                LiveWords.summary(board));
    text.append(Glyphs.wrap(summary, width)).append('\n');
    return text.toString();
  }

  private static void remarks(StringBuilder text, StatusMatrix.Row row) {
    for (var cell : row.cells()) {
      cell.hold()
          .ifPresent(hold ->
              text.append(
                  "%s in %s: %s %s\n"
                      .formatted(
                          StatusTable.name(row),
                          cell.environment(),
                          hold.digest().abbreviated(),
                          hold.words())));
      cell.fault()
          .or(cell::trouble)
          .or(cell::elsewhere)
          .ifPresent(why ->
              text.append(
                  "%s in %s: %s\n".formatted(StatusTable.name(row), cell.environment(), why)));
    }
  }

  private static boolean isHeld(StatusMatrix.Row row) {
    return row.cells().stream().anyMatch(cell -> cell.hold().isPresent());
  }

  /// The same for programs.
  public static Document document(StatusMatrix board) {
    return new Document()
        .with("commit", board.commit())
        .with("asOf", board.asOf().toString())
        .with("environments", board.environments())
        .with("services", board.rows().stream().map(row -> fields(board, row)).toList());
  }

  private static AnswerFields fields(StatusMatrix board, StatusMatrix.Row row) {
    var cells = new AnswerFields();
    row.cells().forEach(cell -> cells.with(cell.environment(), fields(board, cell)));
    return new AnswerFields()
        .with("service", row.service())
        .with("image", row.image())
        .with("environments", cells)
        .with("differs", row.differs());
  }

  private static AnswerFields fields(StatusMatrix board, ImageStatus cell) {
    var age = cell.since().map(since -> Duration.between(since, board.asOf()).toSeconds());
    return new AnswerFields()
        .with("reference", cell.reference())
        .with("digest", cell.version().filter(Digest::isDigest))
        .with("since", cell.since().map(Instant::toString))
        .with("ageSeconds", age)
        .with("hold", cell.hold().map(HoldReport::fields))
        .with("invalid", cell.fault().map(_ -> true))
        .with("error", cell.fault().or(cell::trouble))
        .with("elsewhere", cell.elsewhere())
        .with("argocd", cell.live().map(LiveWords::fields));
  }
}
