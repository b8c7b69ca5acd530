package belay.gotemplate;

/// A part of a template's text, in `char`s.
///
/// @param start offset of its first character
/// @param end offset behind its last character
public record Area(int start, int end) {
  /// From the start of this one to the end of another.
  public Area to(Area other) {
    return new Area(start, other.end);
  }

  /// What stands there.
  public String of(String text) {
    return text.substring(start, end);
  }
}
