package belay.migrate.proof;

import belay.migrate.comparison.Difference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Looks whether nothing but tags and digests went from a render, and repositories stayed.
final class BareImages {
  private static final Pattern VERSION =
      Pattern.compile(
          "(?::[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127})?(?:@sha(?:256|512):[0-9a-f]{64,128})?");

  private BareImages() {}

  /// The first field that became something else, in words.
  static Optional<String> other(List<Difference> differences, Set<Difference.Place> masked) {
    return differences.stream()
        .filter(difference -> !Judgement.isMasked(difference, masked))
        .filter(difference -> !Judgement.isChecksum(difference))
        .filter(difference -> !isBare(difference))
        .map(Difference::inWords)
        .findFirst();
  }

  private static boolean isBare(Difference difference) {
    var before = difference.before().lines().toList();
    var after = difference.after().lines().toList();
    if (difference.path().isEmpty() || before.size() != after.size()) {
      return false;
    }
    for (var i = 0; i < before.size(); i++) {
      if (!isBare(before.get(i), after.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBare(String before, String after) {
    var gone = before.length() - after.length();
    if (gone <= 0) {
      return before.equals(after);
    }
    var same = 0;
    while (same < after.length() && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    return before.endsWith(after.substring(same))
        && VERSION.matcher(before.substring(same, same + gone)).matches();
  }
}
