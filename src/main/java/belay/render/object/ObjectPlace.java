package belay.render.object;

import belay.yaml.tree.Span;

/// A place in a file in Git.
///
/// @param origin the repository's address; empty for the one at hand
/// @param file the path in it
public record ObjectPlace(String origin, String file, int line, int column) {
  /// Where a node begins.
  public static ObjectPlace of(String origin, String file, Span span) {
    return new ObjectPlace(origin, file, span.line(), span.column());
  }

  /// `file:line:column`, the repository's address before it where it is another one.
  @Override
  public String toString() {
    var path = origin.isEmpty() ? file : origin + " " + file;
    return "%s:%d:%d".formatted(path, line, column);
  }
}
