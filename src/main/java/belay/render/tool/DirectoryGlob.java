package belay.render.tool;

import belay.render.tree.GlobText;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A pattern as `directory.include` has it: `*` goes across folders, too.
final class DirectoryGlob {
  private DirectoryGlob() {}

  /// Whether a path is like a pattern; empty where none is given.
  static Optional<Predicate<String>> of(String glob) {
    return glob.isEmpty()
        ? Optional.empty()
        : Optional.of(
            GlobText.compile(glob, Pattern.DOTALL, DirectoryGlob::read).asMatchPredicate());
  }

  private static int read(String glob, int at, StringBuilder out) {
    var c = glob.charAt(at);
    switch (c) {
      case '*' -> out.append(".*");
      case '?' -> out.append('.');
      case '[', ']', '-' -> out.append(c);
      case '!' -> out.append(at > 0 && glob.charAt(at - 1) == '[' ? "^" : "!");
      default -> {
        return GlobText.ORDINARY;
      }
    }
    return at;
  }
}
