package belay.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that somebody probably meant.
public final class Suggest {
  private static final int FARTHEST = 3;
  private static final int LONGEST = 200;
  private static final int SHORTEST_BEGINNING = 3;

  private Suggest() {}

  /// The nearest of `known` to `typed` by edit distance, at most three edits away and fewer than
  /// the name has letters; ties go to the first in the order given. Where none is so near, the only
  /// one that begins with it, or has it within.
  public static Optional<String> nearest(String typed, Collection<String> known) {
    if (typed.isBlank() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(name -> name.length() <= LONGEST)
        .filter(name -> distance(typed, name) <= Math.min(FARTHEST, Math.max(1, name.length() / 2)))
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .or(() -> begun(typed, known));
  }

  private static Optional<String> begun(String typed, Collection<String> known) {
    var begun = known.stream().distinct().filter(name -> name.startsWith(typed)).limit(2).toList();
    return typed.length() >= SHORTEST_BEGINNING && begun.size() == 1
        ? Optional.of(begun.getFirst())
        : contained(typed, known);
  }

  /// People know a service by the last part of its name.
  private static Optional<String> contained(String typed, Collection<String> known) {
    var names = known.stream().distinct().filter(name -> name.contains(typed)).limit(2).toList();
    return typed.length() >= SHORTEST_BEGINNING && names.size() == 1
        ? Optional.of(names.getFirst())
        : Optional.empty();
  }

  /// `, did you mean "production"?` or nothing: to be appended to a message.
  public static String hint(String typed, Collection<String> known) {
    return nearest(typed, known).map(name -> ", did you mean \"%s\"?".formatted(name)).orElse("");
  }

  /// Levenshtein's distance, letters of either case being equal.
  private static int distance(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
