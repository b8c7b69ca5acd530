package belay.report;

import java.util.OptionalInt;

/// Text as a terminal shows it: not every character takes one column.
final class Glyphs {
  private static final String ELLIPSIS = "\u2026";
  private static final String INDENT = "  ";

  /// First and last characters of the blocks that are shown two columns wide (Unicode's East Asian
  /// Width, "W" and "F").
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0x303e},
    {0x3041, 0xa4cf},
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f900, 0x1faff},
    {0x20000, 0x3fffd}
  };

  private Glyphs() {}

  /// How many columns a text takes.
  static int width(String text) {
    return text.codePoints().map(Glyphs::width).sum();
  }

  private static int width(int point) {
    for (var block : WIDE) {
      if (point >= block[0] && point <= block[1]) {
        return 2;
      }
    }
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> 1;
    };
  }

  /// The beginning of a text, with a mark where something is missing.
  static String end(String text, int columns) {
    return width(text) <= columns ? text : head(text, columns - 1) + ELLIPSIS;
  }

  /// Both ends of a text: names differ at either.
  static String middle(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    var end = (columns - 1) / 2;
    return head(text, columns - 1 - end) + ELLIPSIS + tail(text, end);
  }

  /// A sentence in lines that are no longer than there are columns, broken between words.
  ///
  /// @param columns what there is; empty where nothing is to be broken
  static String wrap(String text, OptionalInt columns) {
    var most = columns.orElse(Integer.MAX_VALUE);
    if (width(text) <= most) {
      return text;
    }
    var lines = new StringBuilder();
    var room = most;
    for (var word : text.split(" ")) {
      var needed = width(word) + (room == most ? 0 : 1);
      if (needed > room && room < most) {
        lines.append('\n').append(INDENT).append(word);
        room = most - INDENT.length() - width(word);
      } else {
        lines.append(room == most ? "" : " ").append(word);
        room -= needed;
      }
    }
    return lines.toString();
  }

  private static String head(String text, int columns) {
    var left = columns;
    var at = 0;
    while (at < text.length() && width(text.codePointAt(at)) <= left) {
      left -= width(text.codePointAt(at));
      at += Character.charCount(text.codePointAt(at));
    }
    return text.substring(0, at);
  }

  private static String tail(String text, int columns) {
    var left = columns;
    var at = text.length();
    while (at > 0 && width(text.codePointBefore(at)) <= left) {
      left -= width(text.codePointBefore(at));
      at -= Character.charCount(text.codePointBefore(at));
    }
    return text.substring(at);
  }
}
