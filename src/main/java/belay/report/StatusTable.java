package belay.report;

import belay.deliver.model.Pin;
import belay.deliver.model.Spans;
import belay.deliver.status.ImageStatus;
import belay.deliver.status.StatusMatrix;
import belay.image.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The rows of a board, one line each. Where a terminal is too narrow for them, what the marks tell
/// as well goes first, then digits, then the middle of names: a row that breaks is hard to read.
final class StatusTable {
  private static final String GAP = "  ";
  private static final int SHORTEST_NAME = 12;

  private final StatusMatrix board;
  private final boolean sources;
  private final int digits;

  private StatusTable(StatusMatrix board, boolean sources, int digits) {
    this.board = board;
    this.sources = sources;
    this.digits = digits;
  }

  /// @param width the columns that there are
  static String text(StatusMatrix board, int width) {
    var lines = Columns.of(List.of());
    for (var table :
        List.of(
            new StatusTable(board, true, 12),
            new StatusTable(board, false, 12),
            new StatusTable(board, false, 7))) {
      lines = Columns.of(table.lines());
      if (lines.width() <= width) {
        return lines.text();
      }
    }
    return lines.within(OptionalInt.of(width), Columns.middle(0, SHORTEST_NAME)).text();
  }

  private List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header());
    board.rows().forEach(row -> lines.add(line(row)));
    return lines;
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("SERVICE"));
    for (var i = 0; i < board.environments().size(); i++) {
      header.add((isCompared(i) ? GAP : "") + board.environments().get(i).toUpperCase(Locale.ROOT));
    }
    if (sources) {
      var any = board.rows().stream().anyMatch(row -> !row.differs().isEmpty());
      header.add(any ? "DIFFERS FROM" : "");
    }
    return header;
  }

  private boolean isCompared(int environment) {
    return board.from().get(environment).isPresent();
  }

  private List<String> line(StatusMatrix.Row row) {
    List<String> line = new ArrayList<>(List.of(name(row)));
    for (var i = 0; i < row.cells().size(); i++) {
      line.add(mark(row, i) + words(row.cells().get(i)));
    }
    if (sources) {
      line.add(sources(row));
    }
    return line;
  }

  private String mark(StatusMatrix.Row row, int environment) {
    return switch (row.standings().get(environment)) {
      case SAME -> "= ";
      case OTHER -> "! ";
      case ALONE -> isCompared(environment) ? GAP : "";
    };
  }

  private String sources(StatusMatrix.Row row) {
    return row.differs().stream()
        .map(environment -> board.from().get(board.environments().indexOf(environment)).orElse(""))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  static String name(StatusMatrix.Row row) {
    return Pin.name(row.service(), row.image());
  }

  private String words(ImageStatus cell) {
    var words = new StringBuilder(version(cell));
    cell.since()
        .ifPresent(
            since -> words.append(' ').append(Spans.words(Duration.between(since, board.asOf()))));
    cell.hold().ifPresent(_ -> words.append(" HELD"));
    cell.live().ifPresent(live -> words.append(' ').append(LiveWords.of(live)));
    return words.toString();
  }

  private String version(ImageStatus cell) {
    if (cell.trouble().isPresent()) {
      return "unreadable";
    }
    if (cell.fault().isPresent()) {
      return "invalid";
    }
    var version = cell.version().orElse("-");
    if (Digest.isDigest(version)) {
      return Digest.parse(version).hex().substring(0, digits);
    }
    var tag = version.substring(version.lastIndexOf(':') + 1);
    return cell.version().isEmpty()
        ? "-"
        : ":" + tag.substring(0, Math.min(2 * digits, tag.length()));
  }
}
