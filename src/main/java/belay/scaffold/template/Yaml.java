package belay.scaffold.template;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes one string as a YAML scalar that every parser, of YAML 1.1 or 1.2, reads as that string.
public final class Yaml {
  /// Texts that mean themselves without quotes: what begins with a digit might be a number, a date
  /// or a time and is quoted.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/$][A-Za-z0-9._/@{}$+;-]*(?::[A-Za-z0-9._/@-]+)*");

  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private Yaml() {}

  /// A text as a YAML scalar, in quotes where it needs them.
  public static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : quoted(text);
  }

  /// The string in double quotes; the escapes are those that JSON has, too.
  public static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
