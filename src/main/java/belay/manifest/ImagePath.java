package belay.manifest;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.ArrayList;
import java.util.List;

/// Where a kind of objects has images: keys with dots between, `[]` behind a list for each of its
/// items, `*` for every key of a mapping, such as `spec.steps[].image`. A backslash makes a dot, a
/// bracket, an asterisk or a backslash part of a key.
///
/// It leads to a reference, to a container, to the specification of a Pod, to a whole object, or to
/// a list of such.
record ImagePath(List<Step> steps) {
  private static final int DEEPEST = 32;
  private static final String ESCAPED = "\\.[]*";

  /// From a mapping or list to what is in it.
  sealed interface Step {
    /// The value of a key.
    record Key(String name) implements Step {}

    /// Every item of a list.
    record Items() implements Step {}

    /// The value of every key.
    record Values() implements Step {}
  }

  ImagePath {
    steps = List.copyOf(steps);
  }

  /// Reads a path.
  ///
  /// @throws Failure (usage) where it is malformed
  static ImagePath parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (var at = 0; at <= text.length(); ) {
      var end = keyEnd(text, at);
      var key = text.substring(at, end);
      if (key.isBlank() || steps.size() >= DEEPEST) {
        throw malformed(text);
      }
      steps.add(key.equals("*") ? new Step.Values() : new Step.Key(unescaped(text, key)));
      while (text.startsWith("[]", end)) {
        steps.add(new Step.Items());
        end += 2;
      }
      if (end < text.length() && text.charAt(end) != '.') {
        throw malformed(text);
      }
      at = end + 1;
    }
    return new ImagePath(steps);
  }

  private static int keyEnd(String text, int start) {
    var at = start;
    while (at < text.length() && ".[]".indexOf(text.charAt(at)) < 0) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  private static String unescaped(String text, String key) {
    var plain = new StringBuilder();
    for (var at = 0; at < key.length(); at++) {
      var c = key.charAt(at);
      if (c == '\\') {
        at++;
        if (at == key.length() || ESCAPED.indexOf(key.charAt(at)) < 0) {
          throw malformed(text);
        }
        plain.append(key.charAt(at));
      } else if (c == '*') {
        throw malformed(text);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static Failure malformed(String text) {
    return new Failure(
        Kind.USAGE,
        "not a path to images: \"%s\"".formatted(text),
        "write the keys from the top of the object with dots between, [] behind a list and * for"
            + " every key of a mapping, such as spec.steps[].image; \\. for a dot in a key");
  }
}
