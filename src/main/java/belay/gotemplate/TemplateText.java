package belay.gotemplate;

import belay.failure.Failure;
import belay.failure.Kind;

/// The text of a template, and where its lines are.
///
/// @param name the file's name, for messages
public record TemplateText(String name, String text) {
  /// The line of an offset, from 1.
  public int line(int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /// The column of an offset, from 1, in characters as people count them.
  public int column(int offset) {
    return text.codePointCount(lineStart(offset), offset) + 1;
  }

  /// Where the line begins in which an offset is.
  public int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  Failure failure(int offset, String what, String help) {
    return new Failure(
        Kind.REFUSED, "%s:%d:%d: %s".formatted(name, line(offset), column(offset), what), help);
  }
}
