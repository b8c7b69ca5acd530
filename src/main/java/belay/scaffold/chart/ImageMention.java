package belay.scaffold.chart;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How templates mention a key of the image: by its whole path, or, where the image is handed on
/// (`with`, a variable, a helper), by its last keys.
///
/// @param whole by the whole path
/// @param parts what may be it, if the image is handed on
/// @param handedOn whether it is
record ImageMention(Pattern whole, Pattern parts, boolean handedOn) {
  static ImageMention of(List<String> path, String key, List<TemplateAction> actions) {
    var all = new java.util.ArrayList<>(path);
    all.add(key);
    var ways =
        IntStream.rangeClosed(0, path.size())
            .mapToObj(depth -> way(all, depth))
            .collect(Collectors.joining("|"));
    var parts =
        "(?<![\\w.])(\\$?\\w*(?:\\.\\w+)*)\\.%1$s\\b|\\b(?:get|dig|index|pluck)\\b[^|]*\"%1$s\""
            .formatted(Pattern.quote(key));
    return new ImageMention(
        Pattern.compile(ways),
        Pattern.compile(parts),
        actions.stream().anyMatch(action -> handsOn(path, action)));
  }

  /// The first keys with dots, the others as texts of `index`.
  private static String way(List<String> keys, int depth) {
    var dots = keys.subList(0, depth).stream().map(k -> "\\." + Pattern.quote(k));
    var texts = keys.subList(depth, keys.size()).stream().map(k -> "\"" + Pattern.quote(k) + "\"");
    return dots.collect(Collectors.joining("", "\\.Values", ""))
        + (depth == keys.size() - 1
            ? "(?:\\." + Pattern.quote(keys.getLast()) + "\\b|\\s+"
            : "(?:\\s+")
        + texts.collect(Collectors.joining("\\s+"))
        + ")";
  }

  private static boolean handsOn(List<String> path, TemplateAction action) {
    return IntStream.rangeClosed(1, path.size())
        .mapToObj(depth ->
            path.subList(0, depth).stream()
                .map(k -> "(?:\\.%1$s|\\s+\"%1$s\")".formatted(Pattern.quote(k)))
                .collect(Collectors.joining("", "\\.Values", "(?![\\w.-])(?!\\s+\")")))
        .anyMatch(way -> Pattern.compile(way).matcher(action.text()).find());
  }

  boolean in(String text) {
    if (whole.matcher(text).find()) {
      return true;
    }
    var found = parts.matcher(text);
    while (handedOn && found.find()) {
      if (!found.group().contains(".Values.") && !found.group().startsWith("Values.")) {
        return true;
      }
    }
    return false;
  }

  boolean in(TemplateAction action) {
    return in(action.text());
  }
}
