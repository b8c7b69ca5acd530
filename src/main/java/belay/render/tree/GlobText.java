package belay.render.tree;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads patterns of paths: `{a,b}` and backslashes are the same in all dialects, and what differs
/// a dialect reads itself.
public final class GlobText {
  /// What a dialect returns of a character that it does not read.
  public static final int ORDINARY = -1;

  private GlobText() {}

  /// What is special in one dialect.
  public interface Dialect {
    /// Writes what a character means as a part of a regular expression.
    ///
    /// @return where the last character stands that was read, or [#ORDINARY]
    /// @throws PatternSyntaxException where it begins something that has no end
    int read(String glob, int at, StringBuilder out);
  }

  /// The pattern as a regular expression; one that is like nothing where it cannot be read.
  ///
  /// @param flags of [Pattern]
  public static Pattern compile(String glob, int flags, Dialect dialect) {
    try {
      return Pattern.compile(regex(glob, dialect), flags);
    } catch (PatternSyntaxException e) {
      return Pattern.compile("(?!)");
    }
  }

  private static String regex(String glob, Dialect dialect) {
    var out = new StringBuilder();
    var alternatives = 0;
    for (var i = 0; i < glob.length(); i++) {
      var last = dialect.read(glob, i, out);
      if (last != ORDINARY) {
        i = last;
        continue;
      }
      var c = glob.charAt(i);
      switch (c) {
        case '{' -> {
          out.append("(?:");
          alternatives++;
        }
        case '}' -> {
          out.append(alternatives > 0 ? ")" : "\\}");
          alternatives = Math.max(0, alternatives - 1);
        }
        case ',' -> out.append(alternatives > 0 ? "|" : ",");
        case '\\' -> {
          i = Math.min(i + 1, glob.length() - 1);
          out.append(Pattern.quote(String.valueOf(glob.charAt(i))));
        }
        default -> out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return out.toString();
  }
}
