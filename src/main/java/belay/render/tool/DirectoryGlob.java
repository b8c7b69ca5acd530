package belay.render.tool;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern as `directory.include` has it: `*` goes across folders, too.
final class DirectoryGlob {
  private DirectoryGlob() {}

  /// Reads one; empty where none is given.
  static Optional<Matching> of(String glob) {
    if (glob.isEmpty()) {
      return Optional.empty();
    }
    try {
      var pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
      return Optional.of(path -> pattern.matcher(path).matches());
    } catch (PatternSyntaxException e) {
      return Optional.of(_ -> false);
    }
  }

  /// Whether a path is like a pattern.
  interface Matching {
    boolean matches(String path);
  }

  private static String regex(String glob) {
    var out = new StringBuilder();
    var alternatives = 0;
    for (var i = 0; i < glob.length(); i++) {
      var c = glob.charAt(i);
      switch (c) {
        case '*' -> out.append(".*");
        case '?' -> out.append('.');
        case '[' -> out.append('[');
        case ']' -> out.append(']');
        case '!' -> out.append(i > 0 && glob.charAt(i - 1) == '[' ? "^" : "!");
        case '-' -> out.append('-');
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
