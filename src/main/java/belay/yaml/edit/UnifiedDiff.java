package belay.yaml.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.yaml.edit.LineDiff.Change;
import java.util.ArrayList;
import java.util.List;

/// The difference of two versions of a file, as git prints it and `git apply` takes it.
///
/// Lines end at a line feed, as for git; a carriage return before it is part of the line.
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final List<String> before;
  private final List<String> after;
  private final StringBuilder out = new StringBuilder();

  private UnifiedDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /// The diff in text; empty where the two are equal. Content that is not UTF-8 is shown with the
  /// usual replacement characters.
  ///
  /// @param path the file's path in the repository
  public static String of(String path, byte[] before, byte[] after) {
    var diff = new UnifiedDiff(lines(before), lines(after));
    var changes = LineDiff.of(diff.before, diff.after);
    if (changes.isEmpty()) {
      return "";
    }
    diff.out.append("--- a/").append(path).append("\n+++ b/").append(path).append('\n');
    for (var i = 0; i < changes.size(); ) {
      var end = i + 1;
      while (end < changes.size() && isNear(changes.get(end - 1), changes.get(end))) {
        end++;
      }
      diff.hunk(changes.subList(i, end));
      i = end;
    }
    return diff.out.toString();
  }

  /// Whether the context of two changes meets.
  private static boolean isNear(Change left, Change right) {
    return right.before() - left.beforeEnd() <= 2 * CONTEXT;
  }

  private void hunk(List<Change> changes) {
    var first = changes.getFirst();
    var last = changes.getLast();
    var lead = Math.min(CONTEXT, first.before());
    var trail = Math.min(CONTEXT, before.size() - last.beforeEnd());
    var start = first.before() - lead;
    var end = last.beforeEnd() + trail;
    var newStart = first.after() - lead;
    var newEnd = last.afterEnd() + trail;
    out.append("@@ -").append(range(start, end)).append(" +").append(range(newStart, newEnd));
    out.append(" @@\n");
    var at = start;
    for (var change : changes) {
      print(' ', before, at, change.before());
      print('-', before, change.before(), change.beforeEnd());
      print('+', after, change.after(), change.afterEnd());
      at = change.beforeEnd();
    }
    print(' ', before, at, end);
  }

  /// Git counts lines from 1 and names the line before an empty range; a length of 1 is left out.
  private static String range(int start, int end) {
    var length = end - start;
    var line = length == 0 ? start : start + 1;
    return length == 1 ? String.valueOf(line) : line + "," + length;
  }

  private void print(char sign, List<String> lines, int from, int to) {
    for (var line : lines.subList(from, to)) {
      out.append(sign).append(line);
      if (!line.endsWith("\n")) {
        out.append("\n\\ No newline at end of file\n");
      }
    }
  }

  private static List<String> lines(byte[] content) {
    var text = new String(content, UTF_8);
    List<String> lines = new ArrayList<>();
    for (var start = 0; start < text.length(); ) {
      var feed = text.indexOf('\n', start);
      var end = feed < 0 ? text.length() : feed + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }
}
