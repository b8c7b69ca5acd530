package belay.yaml.tree;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.KeyPath.Step;
import java.util.ArrayList;
import java.util.List;

/// From text to the steps of a [KeyPath].
final class KeyPathReader {
  private static final String ESCAPED = "\\.[]=$";

  private final String text;
  private int at;

  KeyPathReader(String text) {
    this.text = text;
  }

  static Failure malformed(String text) {
    return new Failure(
        Kind.USAGE,
        "not a path of keys: \"%s\"".formatted(text),
        "write the keys from the top of the file with dots between, such as sidecar.image;"
            + " containers[0].image or containers[name=api].image for an item of a list;"
            + " \\. for a dot in a key");
  }

  static Failure throughList(KeyPath path) {
    return new Failure(
        Kind.USAGE,
        "%s leads through a list, which cannot be made anew".formatted(path),
        "name a path of keys, or write the file by hand");
  }

  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    if (text.equals(KeyPath.DOCUMENT)) {
      return steps;
    }
    steps.add(key());
    while (at < text.length()) {
      switch (text.charAt(at++)) {
        case '.' -> steps.add(key());
        case '[' -> steps.add(item());
        default -> throw malformed(text);
      }
    }
    return steps;
  }

  private Step key() {
    var key = until(".[]");
    if (key.isBlank() || (at < text.length() && text.charAt(at) == ']')) {
      throw malformed(text);
    }
    return new Step.Key(key);
  }

  private Step item() {
    var start = at;
    var first = until("]=");
    if (at == text.length()) {
      throw malformed(text);
    }
    if (text.charAt(at++) == ']') {
      if (!text.substring(start, at - 1).matches("[0-9]{1,6}")) {
        throw malformed(text);
      }
      return new Step.Index(Integer.parseInt(first));
    }
    var value = until("]");
    if (at++ == text.length() || first.isBlank() || value.isBlank()) {
      throw malformed(text);
    }
    return new Step.Named(first, value);
  }

  /// The text before the next of some characters, escapes resolved.
  private String until(String ends) {
    var found = new StringBuilder();
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '\\') {
        at++;
        if (at == text.length() || ESCAPED.indexOf(text.charAt(at)) < 0) {
          throw malformed(text);
        }
      }
      found.append(text.charAt(at++));
    }
    return found.toString();
  }
}
