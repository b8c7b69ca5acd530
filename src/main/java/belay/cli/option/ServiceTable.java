package belay.cli.option;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.host.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A table of services: a head with the columns' names, then one service a line, with commas or
/// tabs between the cells. Blank lines and `#` comments are passed over; no cell may hold a comma.
public final class ServiceTable {
  private static final int MOST = 100_000;
  private static final int LONGEST = 4_000;
  private static final List<String> COLUMNS =
      List.of(
          "service",
          "image",
          "group",
          "chart",
          "chart-path",
          "chart-name",
          "chart-version",
          "dev-image",
          "image-updater");

  /// One line of the table.
  public record Row(Map<String, String> cells) {
    /// A cell; empty where it, or its column, is.
    public Optional<String> cell(String column) {
      return Optional.ofNullable(cells.get(column)).filter(text -> !text.isEmpty());
    }
  }

  private final String name;
  private final List<String> columns = new ArrayList<>();

  private ServiceTable(String name) {
    this.name = name;
  }

  /// Reads a table; `-` is standard input.
  public static <T> List<T> read(Host host, String file, Function<Row, T> row) {
    var table = new ServiceTable(file.equals("-") ? "standard input" : file);
    try (var in = open(host, file)) {
      return table.rows(in, row);
    } catch (IOException e) {
      throw new Failure(
          Kind.NOT_FOUND,
          "cannot read \"%s\"".formatted(file),
          "pass a file with a line \"service,image\" and one service a line, or - for standard"
              + " input",
          e);
    }
  }

  private static InputStream open(Host host, String file) throws IOException {
    return file.equals("-") ? host.streams().in() : Files.newInputStream(host.cwd().resolve(file));
  }

  private <T> List<T> rows(InputStream in, Function<Row, T> row) throws IOException {
    List<T> rows = new ArrayList<>();
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    var number = 0;
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (number > MOST || line.length() > LONGEST) {
        throw failure(number, "more lines, or a longer one, than are read", "split the table");
      }
      var text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (columns.isEmpty()) {
        head(text, number);
      } else {
        rows.add(row(text, number, row));
      }
    }
    if (rows.isEmpty()) {
      throw failure(number, "no services", "write a head and one service a line");
    }
    return rows;
  }

  private static List<String> cells(String text) {
    return List.of(text.split(text.contains("\t") ? "\t" : ",", -1)).stream()
        .map(String::strip)
        .toList();
  }

  private void head(String text, int number) {
    for (var column : cells(text)) {
      if (!COLUMNS.contains(column) || columns.contains(column)) {
        throw failure(
            number,
            "no column \"%s\"%s".formatted(column, Suggest.hint(column, COLUMNS)),
            "the columns are " + String.join(", ", COLUMNS) + ", each once");
      }
      columns.add(column);
    }
    if (!columns.contains("service")) {
      throw failure(number, "no column service", "name the columns in the first line");
    }
  }

  private <T> T row(String text, int number, Function<Row, T> row) {
    var cells = cells(text);
    if (cells.size() > columns.size()) {
      throw failure(
          number,
          "%d cells below %d columns".formatted(cells.size(), columns.size()),
          "one cell a column; no cell may hold a comma");
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (var i = 0; i < cells.size(); i++) {
      named.put(columns.get(i), cells.get(i));
    }
    try {
      return row.apply(new Row(named));
    } catch (Failure failure) {
      throw failure(number, failure.what(), failure.help());
    }
  }

  private Failure failure(int number, String what, String help) {
    return new Failure(Kind.USAGE, "%s:%d: %s".formatted(name, number, what), help);
  }
}
