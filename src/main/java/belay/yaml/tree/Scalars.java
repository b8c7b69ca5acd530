package belay.yaml.tree;

import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Style;
import java.util.Locale;
import java.util.Set;

/// Writes strings so that every YAML parser reads strings, and knows which plain words are none.
public final class Scalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  /// Plain words that YAML 1.1 (Helm's parser) or 1.2 takes for booleans or null.
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private static final Set<String> STRING_TAGS = Set.of("", "!", "tag:yaml.org,2002:str");

  private Scalars() {}

  /// Whether a text put in this value's place would be a string.
  public static boolean canBeString(Scalar value) {
    return STRING_TAGS.contains(value.tag());
  }

  /// Whether every parser reads this value as a string.
  public static boolean isString(Scalar value) {
    return canBeString(value)
        && (value.style() != Style.PLAIN || !value.tag().isEmpty() || isPlainSafe(value.value()));
  }

  static boolean isNull(String plain) {
    return NULLS.contains(plain);
  }

  /// The text in the style wished, or between double quotes where that style cannot hold it.
  public static String write(String text, Style style) {
    return switch (style) {
      case PLAIN -> isPlainSafe(text) ? text : doubleQuoted(text);
      case SINGLE -> isPrintable(text) ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
      case DOUBLE, LITERAL, FOLDED -> doubleQuoted(text);
    };
  }

  /// Whether the text means itself without quotes, in block and flow, in YAML 1.1 and 1.2.
  ///
  /// Digests and repositories pass. What starts with a digit needs a `/` further on, which no
  /// number, date or base-60 number (`12:30`) has: `127.0.0.1:5000/api` passes.
  static boolean isPlainSafe(String text) {
    if (text.isEmpty() || WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      if (!isPlainCharacter(text.charAt(i))) {
        return false;
      }
    }
    var first = text.charAt(0);
    var last = text.charAt(text.length() - 1);
    return last != ':' && (isLetter(first) || (isDigit(first) && text.indexOf('/') >= 0));
  }

  private static boolean isPlainCharacter(char c) {
    return isLetter(c) || isDigit(c) || "._-/@:+".indexOf(c) >= 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static String doubleQuoted(String text) {
    var out = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
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
