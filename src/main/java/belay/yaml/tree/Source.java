package belay.yaml.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/// The text of a YAML file, and where its lines are.
///
/// UTF-8 is decoded strictly, so that encoding gives the same bytes again. A byte order mark is set
/// aside; the offsets count `char`s behind it.
///
/// @param name the file's name for messages
/// @param text what stands in it
/// @param mark whether a byte order mark stands before the text
/// @param kind of the failures that the file gives rise to
public record Source(String name, String text, boolean mark, Kind kind) {
  private static final int LARGEST = 8 << 20;

  /// The parser's time grows with the square of a line's length: 35 s for 7 MiB, below 1 s here.
  private static final int LONGEST_LINE = 1 << 20;

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /// Reads a file's bytes as UTF-8, with or without a mark at the start.
  public static Source decode(String name, byte[] bytes, Kind kind) {
    if (bytes.length > LARGEST) {
      throw new Failure(
          kind,
          "%s: has %d bytes, more than the %d that are read".formatted(name, bytes.length, LARGEST),
          "split the file");
    }
    Foreign.refuse(name, bytes, kind);
    var mark = bytes.length >= MARK.length && Arrays.equals(Arrays.copyOf(bytes, 3), MARK);
    var from = mark ? MARK.length : 0;
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    try {
      var source = new Source(name, decoder.decode(in).toString(), mark, kind);
      source.checkLines();
      return source;
    } catch (CharacterCodingException e) {
      var before =
          new Source(name, new String(bytes, from, in.position() - from, UTF_8), mark, kind);
      throw before.failure(
          before.text.length(), "not UTF-8 text", "convert the file with iconv -t UTF-8");
    }
  }

  private void checkLines() {
    for (var start = 0; start < text.length(); ) {
      var end = lineEnd(start);
      if (end - start > LONGEST_LINE) {
        throw failure(
            start,
            "this line has more than %d characters".formatted(LONGEST_LINE),
            "keep such content in a file of its own");
      }
      start = pastBreak(end);
    }
  }

  /// This file with another text.
  public Source with(String newText) {
    return new Source(name, newText, mark, kind);
  }

  /// The file's bytes.
  public byte[] encode() {
    var body = text.getBytes(UTF_8);
    if (!mark) {
      return body;
    }
    var all = Arrays.copyOf(MARK, MARK.length + body.length);
    System.arraycopy(body, 0, all, MARK.length, body.length);
    return all;
  }

  /// Where the line begins in which an offset is.
  public int lineStart(int offset) {
    var start = offset;
    while (start > 0 && !isBreak(start - 1)) {
      start--;
    }
    return start;
  }

  /// The end of the line before its line break.
  public int lineEnd(int offset) {
    var end = offset;
    while (end < text.length() && !isBreak(end)) {
      end++;
    }
    return end;
  }

  /// Behind the line break that stands at `lineEnd`; the same offset at the end of the file.
  public int pastBreak(int lineEnd) {
    if (text.startsWith("\r\n", lineEnd)) {
      return lineEnd + 2;
    }
    return Math.min(text.length(), lineEnd + 1);
  }

  /// Before the line break that ends just before `lineStart`.
  public int beforeBreak(int lineStart) {
    if (lineStart >= 2 && text.startsWith("\r\n", lineStart - 2)) {
      return lineStart - 2;
    }
    return Math.max(0, lineStart - 1);
  }

  /// Whether a line ends at an offset.
  public boolean isBreak(int offset) {
    var c = text.charAt(offset);
    return c == '\n' || c == '\r';
  }

  /// Whether a blank or a tab stands at an offset.
  public boolean isBlank(int offset) {
    var c = text.charAt(offset);
    return c == ' ' || c == '\t';
  }

  /// The first offset from here on that is neither space nor tab.
  public int skipBlanks(int offset) {
    var at = offset;
    while (at < text.length() && isBlank(at)) {
      at++;
    }
    return at;
  }

  /// The line break of this file: that of its first line.
  public String lineBreak() {
    var end = lineEnd(0);
    return end == text.length() ? "\n" : text.substring(end, pastBreak(end));
  }

  /// The white space that the offset's line begins with.
  public String indent(int offset) {
    var start = lineStart(offset);
    return text.substring(start, skipBlanks(start));
  }

  /// Whether nothing but white space stands on the line before the offset.
  public boolean startsLine(int offset) {
    return skipBlanks(lineStart(offset)) >= offset;
  }

  /// Whether nothing but white space or a comment stands on the line from the offset on.
  public boolean endsLine(int offset) {
    var next = skipBlanks(offset);
    return next == text.length() || isBreak(next) || text.charAt(next) == '#';
  }

  /// `file:line:column` of an offset, columns counting characters as people see them.
  String place(int offset) {
    var line = 1;
    for (var end = lineEnd(0); end < offset; end = lineEnd(pastBreak(end))) {
      if (pastBreak(end) > offset) {
        break;
      }
      line++;
    }
    return "%s:%d:%d".formatted(name, line, text.codePointCount(lineStart(offset), offset) + 1);
  }

  /// The failure of this file's kind, with the place of an offset.
  public Failure failure(int offset, String what, String help) {
    return new Failure(kind, place(offset) + ": " + what, help);
  }

  /// The failure of this file's kind, with the place of a node.
  public Failure failure(YamlNode node, String what, String help) {
    var span = node.span();
    var place = "%s:%d:%d: ".formatted(name, span.line(), span.column());
    return new Failure(kind, place + what, help);
  }
}
