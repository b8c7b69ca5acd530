package belay.yaml.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the fewest lines to remove and add between two texts (Myers, "An O(ND) difference
/// algorithm", 1986).
///
/// What the two have in common at both ends is set aside first. Where the rest differs in more than
/// [#MOST] lines it is shown as replaced whole: such a diff nobody reads line by line.
final class LineDiff {
  private static final int MOST = 2000;

  private final List<String> before;
  private final List<String> after;

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /// Lines `before` to `beforeEnd` of the old text become lines `after` to `afterEnd` of the new.
  record Change(int before, int beforeEnd, int after, int afterEnd) {}

  static List<Change> of(List<String> before, List<String> after) {
    var start = 0;
    var end = 0;
    var shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    while (end < shorter - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    var left = before.subList(start, before.size() - end);
    var right = after.subList(start, after.size() - end);
    return shifted(new LineDiff(left, right).changes(), start);
  }

  private static List<Change> shifted(List<Change> changes, int by) {
    return changes.stream()
        .map(c -> new Change(c.before + by, c.beforeEnd + by, c.after + by, c.afterEnd + by))
        .toList();
  }

  private List<Change> changes() {
    if (before.isEmpty() && after.isEmpty()) {
      return List.of();
    }
    List<int[]> trace = new ArrayList<>();
    return search(trace) ? merged(trace) : List.of(new Change(0, before.size(), 0, after.size()));
  }

  /// Goes forward by one more edit at a time; `furthest[k]` is how far into the old text the
  /// diagonal `k` (old minus new position) has come. Remembers each step for the way back.
  private boolean search(List<int[]> trace) {
    var most = Math.min(MOST, before.size() + after.size());
    var furthest = new int[2 * most + 3];
    for (var edits = 0; edits <= most; edits++) {
      for (var k = -edits; k <= edits; k += 2) {
        var x = enter(furthest, most, k, edits);
        while (x < before.size()
            && x - k < after.size()
            && before.get(x).equals(after.get(x - k))) {
          x++;
        }
        furthest[most + 1 + k] = x;
        if (x == before.size() && x - k == after.size()) {
          return true;
        }
      }
      trace.add(Arrays.copyOfRange(furthest, most + 1 - edits, most + 2 + edits));
    }
    return false;
  }

  private static int enter(int[] furthest, int most, int k, int edits) {
    if (edits == 0) {
      return 0;
    }
    var down = furthest[most + 1 + k + 1];
    var right = furthest[most + 1 + k - 1] + 1;
    return isDown(k, edits, right - 1, down) ? down : right;
  }

  /// Whether diagonal `k` is entered by adding a line rather than by removing one.
  private static boolean isDown(int k, int edits, int left, int up) {
    return k == -edits || (k != edits && left < up);
  }

  /// Walks the remembered steps back from the end.
  private List<Change> merged(List<int[]> trace) {
    List<Change> changes = new ArrayList<>();
    var x = before.size();
    var y = after.size();
    for (var edits = trace.size(); edits > 0; edits--) {
      var previous = trace.get(edits - 1);
      var middle = edits - 1;
      var k = x - y;
      var left = k - 1 >= -middle ? previous[middle + k - 1] : -1;
      var up = k + 1 <= middle ? previous[middle + k + 1] : -1;
      var down = isDown(k, edits, left, up);
      var fromX = down ? up : left;
      var fromY = fromX - (down ? k + 1 : k - 1);
      var step =
          down
              ? new Change(fromX, fromX, fromY, fromY + 1)
              : new Change(fromX, fromX + 1, fromY, fromY);
      prepend(changes, step);
      x = fromX;
      y = fromY;
    }
    return changes.reversed();
  }

  /// Joins a step to the change that it touches, which was found before it and stands behind it.
  private static void prepend(List<Change> backwards, Change step) {
    if (!backwards.isEmpty()) {
      var next = backwards.getLast();
      if (next.before == step.beforeEnd && next.after == step.afterEnd) {
        backwards.set(
            backwards.size() - 1,
            new Change(step.before, next.beforeEnd, step.after, next.afterEnd));
        return;
      }
    }
    backwards.add(step);
  }
}
