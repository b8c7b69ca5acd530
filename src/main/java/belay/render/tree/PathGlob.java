package belay.render.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern of paths as doublestar has it: `*`, `?` and `[...]` within a part, `**` for any number
/// of folders, `{a,b}` for either.
public final class PathGlob {
  private final Pattern pattern;

  private PathGlob(Pattern pattern) {
    this.pattern = pattern;
  }

  /// Whether a path is a pattern.
  public static boolean isOne(String path) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
  }

  /// Reads one; what cannot be read is like nothing.
  public static PathGlob of(String glob) {
    return new PathGlob(GlobText.compile(glob, 0, PathGlob::read));
  }

  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /// The files of a tree that are like it, in the order in which doublestar finds them: sorted in
  /// each folder, and the files of a folder before those in folders of it.
  public List<String> files(SourceTree tree) {
    return tree.paths().stream().filter(this::matches).sorted(FILES_FIRST).toList();
  }

  private static final Comparator<String> FILES_FIRST =
      (one, other) -> {
        var left = one.split("/");
        var right = other.split("/");
        for (var i = 0; i < Math.min(left.length, right.length); i++) {
          var leftIsFile = i == left.length - 1;
          var rightIsFile = i == right.length - 1;
          if (leftIsFile != rightIsFile) {
            return leftIsFile ? -1 : 1;
          }
          var order = left[i].compareTo(right[i]);
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(left.length, right.length);
      };

  private static int read(String glob, int at, StringBuilder out) {
    return switch (glob.charAt(at)) {
      case '*' -> star(glob, at, out);
      case '?' -> {
        out.append("[^/]");
        yield at;
      }
      case '[' -> characters(glob, at, out);
      default -> GlobText.ORDINARY;
    };
  }

  /// @return the last character read
  private static int star(String glob, int at, StringBuilder out) {
    var whole =
        glob.startsWith("**", at)
            && (at == 0 || glob.charAt(at - 1) == '/')
            && (at + 2 == glob.length() || glob.charAt(at + 2) == '/');
    if (!whole) {
      out.append("[^/]*");
      return at;
    }
    if (at + 2 == glob.length()) {
      out.append(".*");
      return at + 1;
    }
    out.append("(?:[^/]+/)*");
    return at + 2;
  }

  private static int characters(String glob, int at, StringBuilder out) {
    var close = glob.indexOf(']', at + 2);
    if (close < 0) {
      throw new PatternSyntaxException("no end of a class", glob, at);
    }
    List<String> parts = new ArrayList<>();
    var inside = glob.substring(at + 1, close);
    var negated = inside.startsWith("^") || inside.startsWith("!");
    parts.add(negated ? "[^/" : "[");
    parts.add(inside.substring(negated ? 1 : 0).replaceAll("([\\[&^])", "\\\\$1"));
    parts.add("&&[^/]]");
    out.append(String.join("", parts));
    return close;
  }
}
