package belay.gotemplate;

import java.util.Optional;

/// The escapes in Go's quoted texts.
final class Escapes {
  private Escapes() {}

  /// The text that is meant; empty where an escape is none.
  static Optional<String> resolve(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return Optional.of(quoted);
    }
    var out = new StringBuilder();
    for (var at = 0; at < quoted.length(); ) {
      var c = quoted.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (at == quoted.length()) {
        return Optional.empty();
      }
      var escape = quoted.charAt(at++);
      var simple = "abfnrtv\\\"".indexOf(escape);
      if (simple >= 0) {
        out.append("\u0007\b\f\n\r\t\u000b\\\"".charAt(simple));
        continue;
      }
      var digits =
          switch (escape) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
            default -> 0;
          };
      var octal = digits == 3;
      var from = octal ? at - 1 : at;
      if (digits == 0 || from + digits > quoted.length()) {
        return Optional.empty();
      }
      try {
        var point = Integer.parseInt(quoted.substring(from, from + digits), octal ? 8 : 16);
        out.appendCodePoint(point);
      } catch (IllegalArgumentException noNumber) {
        return Optional.empty();
      }
      at = from + digits;
    }
    return Optional.of(out.toString());
  }
}
