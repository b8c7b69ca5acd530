package belay.deliver.verify;

import belay.yaml.tree.YamlNode;
import java.util.Comparator;
import java.util.regex.Pattern;

/// Where something stands in Git.
///
/// @param file the path in the repository
/// @param line from 1
/// @param column from 1, in characters as people see them
public record FilePlace(String file, int line, int column) implements Comparable<FilePlace> {
  private static final Pattern TEXT = Pattern.compile("(.*):(\\d+):(\\d+)");
  private static final Comparator<FilePlace> ORDER =
      Comparator.comparing(FilePlace::file)
          .thenComparingInt(FilePlace::line)
          .thenComparingInt(FilePlace::column);

  /// Where a node begins.
  public static FilePlace of(String file, YamlNode node) {
    return new FilePlace(file, node.span().line(), node.span().column());
  }

  /// The beginning of a file.
  public static FilePlace start(String file) {
    return new FilePlace(file, 1, 1);
  }

  /// Reads `file:line:column`.
  static FilePlace parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new FilePlace(
        parts.group(1), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
  }

  @Override
  public int compareTo(FilePlace other) {
    return ORDER.compare(this, other);
  }

  /// `file:line:column`.
  @Override
  public String toString() {
    return "%s:%d:%d".formatted(file, line, column);
  }
}
