package belay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Rows with their cells one below the other, as wide as they are or as a terminal is.
final class Columns {
  private static final String GAP = "  ";

  /// A column with less room than this says nothing.
  private static final int SHORTEST = 4;

  private final List<List<String>> rows;

  private Columns(List<List<String>> rows) {
    this.rows = rows;
  }

  static Columns of(List<List<String>> rows) {
    return new Columns(rows);
  }

  /// Rows below the names of their columns; no names where there are no rows.
  static Columns titled(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return new Columns(rows);
    }
    List<String> names = new ArrayList<>();
    for (var i = 0; i < header.size(); i++) {
      var column = i;
      names.add(rows.stream().allMatch(row -> row.get(column).isEmpty()) ? "" : header.get(i));
    }
    return new Columns(Stream.concat(Stream.of(names), rows.stream()).toList());
  }

  /// How a column gives way where there is too little room.
  ///
  /// @param least how short it may become; 0 where it may go altogether
  record Give(int column, int least, BiFunction<String, Integer, String> cut) {
    private List<List<String>> shortened(List<List<String>> rows, int over) {
      var room = width(rows, column) - over;
      var drop = least == 0 && room < SHORTEST;
      return rows.stream()
          .map(row -> {
            List<String> shorter = new ArrayList<>(row);
            shorter.set(column, drop ? "" : cut.apply(row.get(column), Math.max(least, room)));
            return List.copyOf(shorter);
          })
          .toList();
    }
  }

  /// The beginning of the cells stays.
  static Give end(int column, int least) {
    return new Give(column, least, Glyphs::end);
  }

  /// The first digits of the cells stay; nobody takes them for the whole.
  static Give digits(int column, int least) {
    return new Give(
        column, least, (text, room) -> text.substring(0, Math.min(room, text.length())));
  }

  /// Both ends of the cells stay.
  static Give middle(int column, int least) {
    return new Give(column, least, Glyphs::middle);
  }

  /// The same, its columns shortened one after the other until all fit.
  ///
  /// @param columns what there is; empty where nothing is to be shortened
  Columns within(OptionalInt columns, Give... gives) {
    var shown = rows;
    for (var give : gives) {
      var over = new Columns(shown).width() - columns.orElse(Integer.MAX_VALUE);
      if (over <= 0) {
        break;
      }
      shown = give.shortened(shown, over);
    }
    return new Columns(shown);
  }

  /// How wide they are.
  int width() {
    var width = 0;
    for (var i = 0; i < count(); i++) {
      var column = width(rows, i);
      width += column == 0 ? 0 : column + GAP.length();
    }
    return Math.max(0, width - GAP.length());
  }

  private int count() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> Glyphs.width(row.get(column)))
        .max()
        .orElse(0);
  }

  /// One line a row; a column that is empty in all rows is left out.
  String text() {
    var widths = new int[count()];
    for (var i = 0; i < widths.length; i++) {
      widths[i] = width(rows, i);
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < row.size(); i++) {
        if (widths[i] > 0) {
          line.append(row.get(i)).append(" ".repeat(widths[i] - Glyphs.width(row.get(i))));
          line.append(GAP);
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
