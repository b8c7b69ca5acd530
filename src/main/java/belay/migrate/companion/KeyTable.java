package belay.migrate.companion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A table of a README that describes keys of values, a row each, as helm-docs makes them.
///
/// @param columns the names of its columns, in lower case
record KeyTable(List<String> columns) {
  private static final Set<String> KEYS = Set.of("key", "parameter", "name", "value");
  private static final Set<String> DEFAULTS = Set.of("default", "value", "default value");
  private static final Pattern RULE =
      Pattern.compile("\\|?\\s*:?-{2,}:?\\s*(?:\\|\\s*:?-{2,}:?\\s*)*\\|?");

  KeyTable {
    columns = List.copyOf(columns);
  }

  /// The table that a line is the head of, the next one being the rule below it.
  static Optional<KeyTable> of(String head, String rule) {
    if (!RULE.matcher(rule.strip()).matches() || !head.strip().startsWith("|")) {
      return Optional.empty();
    }
    var columns = cells(head).stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
    return !columns.isEmpty()
            && KEYS.contains(columns.getFirst())
            && columns.stream().skip(1).anyMatch(DEFAULTS::contains)
        ? Optional.of(new KeyTable(columns))
        : Optional.empty();
  }

  /// The cells of a row with the blanks in them; a bar after a backslash or between backticks is a
  /// part of a cell.
  static List<String> cells(String line) {
    var row = line.strip();
    var text = row.startsWith("|") ? row.substring(1) : row;
    List<String> cells = new ArrayList<>();
    var cell = new StringBuilder();
    var code = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      code = (c == '`') != code;
      if (c == '|' && !code && (i == 0 || text.charAt(i - 1) != '\\')) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (!cell.toString().isBlank()) {
      cells.add(cell.toString());
    }
    return cells;
  }

  /// The key that a row is about.
  static String key(String line) {
    var cells = cells(line);
    return cells.isEmpty() ? "" : cells.getFirst().strip().replaceAll("^`|`$", "").strip();
  }

  /// A row like another one.
  ///
  /// @param model a row of this table
  /// @param type what its values are, such as `string`
  String row(String model, String key, String type, String value, String description) {
    var old = cells(model);
    var row = new StringBuilder("|");
    for (var i = 0; i < columns.size(); i++) {
      var like = i < old.size() ? old.get(i) : " ";
      row.append(padded(cell(i, like, key, type, value, description), like)).append('|');
    }
    return row.toString();
  }

  private String cell(
      int column, String like, String key, String type, String value, String description) {
    var name = columns.get(column);
    if (column == 0) {
      return like.strip().startsWith("`") ? "`" + key + "`" : key;
    }
    if (DEFAULTS.contains(name)) {
      return "`" + value + "`";
    }
    return switch (name) {
      case "type" -> type;
      case "description" -> description;
      default -> "";
    };
  }

  /// As wide as the cell above or below it, where those are aligned.
  private static String padded(String text, String like) {
    var aligned = like.endsWith("  ") ? like.length() - 1 : 0;
    var cell = " " + text;
    return cell + " ".repeat(Math.max(0, aligned - cell.length())) + " ";
  }
}
