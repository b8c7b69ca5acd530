package belay.deliver.verify.finding;

import belay.render.object.ObjectPlace;
import belay.render.values.ValuesLayer;
import belay.yaml.tree.YamlNode;
import java.util.Comparator;
import java.util.regex.Pattern;

/// Where something stands in Git.
///
/// @param file the path in the repository
/// @param line from 1
/// @param column from 1, in characters as people see them
public record GitPlace(String file, int line, int column) implements Comparable<GitPlace> {
  private static final Pattern TEXT = Pattern.compile("(.*):(\\d+):(\\d+)");
  private static final Comparator<GitPlace> ORDER =
      Comparator.comparing(GitPlace::file)
          .thenComparingInt(GitPlace::line)
          .thenComparingInt(GitPlace::column);

  /// Where a node begins.
  public static GitPlace of(String file, YamlNode node) {
    return new GitPlace(file, node.span().line(), node.span().column());
  }

  /// The same place as rendering knows it; a file of another repository has its address before it.
  public static GitPlace of(ObjectPlace place) {
    var file = place.origin().isEmpty() ? place.file() : place.origin() + " " + place.file();
    return new GitPlace(file, place.line(), place.column());
  }

  /// Where a value is said that a chart is rendered with; where that is in another repository, what
  /// asks for it here.
  public static GitPlace of(ValuesLayer layer, YamlNode node) {
    return of(layer.origin().isEmpty() ? layer.place(node) : layer.entry());
  }

  /// The beginning of a file.
  public static GitPlace start(String file) {
    return new GitPlace(file, 1, 1);
  }

  /// Reads `file:line:column`.
  public static GitPlace parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new GitPlace(
        parts.group(1), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
  }

  @Override
  public int compareTo(GitPlace other) {
    return ORDER.compare(this, other);
  }

  /// `file:line:column`.
  @Override
  public String toString() {
    return "%s:%d:%d".formatted(file, line, column);
  }
}
