package belay.report;

import belay.deliver.Board;
import belay.deliver.Cell;
import belay.deliver.Pin;
import belay.deliver.Spans;
import belay.image.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Services x environments, for people and for programs.
public final class StatusReport {
  private static final int SHORT = 12;
  private static final int LONGEST_TAG = 24;
  private static final String GAP = "  ";

  private StatusReport() {}

  /// A table, what its marks mean, and who holds what.
  public static String text(Board board) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header(board));
    board.rows().forEach(row -> lines.add(line(board, row)));
    var text = new StringBuilder(table(lines));
    board.rows().forEach(row -> remarks(text, row));
    var differ = board.rows().stream().filter(row -> !row.differs().isEmpty()).count();
    var held = board.rows().stream().filter(StatusReport::isHeld).count();
    text.append(
        "%d %s, %d differ, %d held%s (= as where it is promoted from, ! another)\n"
            .formatted(
                board.rows().size(),
                board.rows().size() == 1 ? "row" : "rows",
                differ,
                held,
                LiveWords.summary(board)));
    return text.toString();
  }

  private static List<String> header(Board board) {
    List<String> header = new ArrayList<>(List.of("SERVICE"));
    for (var i = 0; i < board.environments().size(); i++) {
      var mark = board.from().get(i).isPresent() ? GAP : "";
      header.add(mark + board.environments().get(i).toUpperCase(Locale.ROOT));
    }
    header.add("DIFFERS");
    return header;
  }

  private static List<String> line(Board board, Board.Row row) {
    List<String> line = new ArrayList<>(List.of(name(row)));
    for (var i = 0; i < row.cells().size(); i++) {
      var cell = row.cells().get(i);
      var mark = "";
      if (board.from().get(i).isPresent()) {
        mark = row.differs().contains(cell.environment()) ? "! " : "= ";
      }
      line.add((cell.version().isEmpty() && !mark.isEmpty() ? GAP : mark) + words(board, cell));
    }
    line.add(
        String.join(
            ", ", row.differs().stream().map(environment -> differs(board, environment)).toList()));
    return line;
  }

  private static String differs(Board board, String environment) {
    var at = board.environments().indexOf(environment);
    return "%s from %s".formatted(environment, board.from().get(at).orElse(""));
  }

  private static String name(Board.Row row) {
    return row.image().equals(Pin.MAIN) ? row.service() : row.service() + "/" + row.image();
  }

  private static String words(Board board, Cell cell) {
    var words = new StringBuilder(version(cell));
    cell.since()
        .ifPresent(
            since -> words.append(' ').append(Spans.words(Duration.between(since, board.asOf()))));
    cell.hold().ifPresent(_ -> words.append(" HELD"));
    cell.live().ifPresent(live -> words.append(' ').append(LiveWords.of(live)));
    return words.toString();
  }

  private static String version(Cell cell) {
    if (cell.trouble().isPresent()) {
      return "unreadable";
    }
    var version = cell.version().orElse("-");
    if (Digest.isDigest(version)) {
      return Digest.parse(version).hex().substring(0, SHORT);
    }
    var tag = version.substring(version.lastIndexOf(':') + 1);
    return cell.version().isEmpty()
        ? "-"
        : ":" + tag.substring(0, Math.min(LONGEST_TAG, tag.length()));
  }

  private static String table(List<List<String>> lines) {
    var text = new StringBuilder();
    var columns = lines.getFirst().size();
    var widths = new int[columns];
    for (var line : lines) {
      for (var i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (var line : lines) {
      var row = new StringBuilder();
      for (var i = 0; i < columns; i++) {
        row.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length())).append(GAP);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static void remarks(StringBuilder text, Board.Row row) {
    for (var cell : row.cells()) {
      cell.hold()
          .ifPresent(hold ->
              text.append(
                  "%s in %s: %s %s\n"
                      .formatted(
                          name(row),
                          cell.environment(),
                          hold.digest().abbreviated(),
                          hold.words())));
      cell.trouble()
          .ifPresent(
              why -> text.append("%s in %s: %s\n".formatted(name(row), cell.environment(), why)));
    }
  }

  private static boolean isHeld(Board.Row row) {
    return row.cells().stream().anyMatch(cell -> cell.hold().isPresent());
  }

  /// The same for programs.
  public static Document document(Board board) {
    return new Document()
        .with("commit", board.commit())
        .with("asOf", board.asOf().toString())
        .with("environments", board.environments())
        .with("services", board.rows().stream().map(row -> fields(board, row)).toList());
  }

  private static Map<String, Object> fields(Board board, Board.Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("service", row.service());
    fields.put("image", row.image());
    Map<String, Object> cells = new LinkedHashMap<>();
    row.cells().forEach(cell -> cells.put(cell.environment(), fields(board, cell)));
    fields.put("environments", cells);
    fields.put("differs", row.differs());
    return fields;
  }

  private static Map<String, Object> fields(Board board, Cell cell) {
    Map<String, Object> fields = new LinkedHashMap<>();
    cell.reference().ifPresent(reference -> fields.put("reference", reference));
    cell.version().filter(Digest::isDigest).ifPresent(digest -> fields.put("digest", digest));
    cell.since()
        .ifPresent(since -> {
          fields.put("since", since.toString());
          fields.put("ageSeconds", Duration.between(since, board.asOf()).toSeconds());
        });
    cell.hold().ifPresent(hold -> fields.put("hold", ReleaseReport.fields(hold)));
    cell.trouble().ifPresent(why -> fields.put("error", why));
    cell.live().ifPresent(live -> fields.put("argocd", LiveWords.fields(live)));
    return fields;
  }
}
