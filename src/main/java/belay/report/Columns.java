package belay.report;

import java.util.List;

/// Rows with their cells one below the other.
final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /// One line a row. The last cell may be of any length; a column that is empty in all rows is left
  /// out.
  static String text(List<List<String>> rows) {
    var widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (var row : rows) {
      for (var i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < row.size(); i++) {
        if (widths[i] > 0) {
          line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
