package belay.yaml.edit;

import java.util.Comparator;
import java.util.List;

/// A change of a text as a value: what stands between two offsets becomes another text.
public record Edit(int start, int end, String text) {
  /// Puts a text in at an offset.
  public static Edit insert(int at, String text) {
    return new Edit(at, at, text);
  }

  static Edit delete(int start, int end) {
    return new Edit(start, end, "");
  }

  /// Applies edits that do not overlap. What is inserted where something is deleted comes first.
  public static String apply(String source, List<Edit> edits) {
    var sorted =
        edits.stream()
            .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end))
            .toList();
    var out = new StringBuilder(source.length() + 256);
    var at = 0;
    for (var edit : sorted) {
      if (edit.start < at) {
        throw new IllegalStateException("edits overlap: " + sorted);
      }
      out.append(source, at, edit.start).append(edit.text);
      at = edit.end;
    }
    return out.append(source, at, source.length()).toString();
  }
}
