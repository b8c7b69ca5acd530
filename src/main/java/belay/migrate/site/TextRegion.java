package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateNode;
import belay.migrate.origin.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A word of a text that may be an image: `{{ name }}:{{ tag }}` in an argument, an environment
/// variable or a file.
///
/// @param start where the word begins
/// @param value the nodes that print it
record TextRegion(int start, List<TemplateNode> value) {
  private static final Pattern IMAGE_FIELD =
      Pattern.compile("^[ \\t]*(?:-[ \\t]+)*[\"']?image[\"']?[ \\t]*:.*", Pattern.DOTALL);
  private static final Pattern ACTIONS = Pattern.compile("\\{\\{.*?}}|[\"']");
  private static final String ENDS = " \t\r\n\"'=,;()[]<>|";

  TextRegion {
    value = List.copyOf(value);
  }

  /// The word whose colon stands behind the action at an index.
  static Optional<TextRegion> at(List<TemplateNode> siblings, int index, Scope scope) {
    if (index + 2 >= siblings.size()
        || !(siblings.get(index) instanceof TemplateNode.Action name)
        || !(siblings.get(index + 1) instanceof TemplateNode.Text(var _, var colon))
        || !(siblings.get(index + 2) instanceof TemplateNode.Action tag)
        || !name.pipeline().declared().isEmpty()
        || !tag.pipeline().declared().isEmpty()) {
      return Optional.empty();
    }
    var text = scope.file().text();
    var between = colon.of(text);
    if (!between.endsWith(":") || between.chars().anyMatch(c -> ENDS.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    List<TemplateNode> value = new ArrayList<>(siblings.subList(index, index + 3));
    var start = before(siblings, index, text, value);
    after(siblings, index + 3, text, value);
    var line = text.substring(scope.file().tree().source().lineStart(start), start);
    // What begins a line is what a helper gives, and counts where that is asked for.
    return IMAGE_FIELD.matcher(line).matches() || ACTIONS.matcher(line).replaceAll("").isBlank()
        ? Optional.empty()
        : Optional.of(new TextRegion(start, value));
  }

  /// An action that prints a word of a text by itself.
  static Optional<TextRegion> value(List<TemplateNode> siblings, int index, Scope scope) {
    if (!(siblings.get(index) instanceof TemplateNode.Action action)
        || !action.pipeline().declared().isEmpty()) {
      return Optional.empty();
    }
    var text = scope.file().text();
    var area = action.area();
    var line = text.substring(scope.file().tree().source().lineStart(area.start()), area.start());
    return isEnd(text, area.start() - 1)
            && isEnd(text, area.end())
            && !IMAGE_FIELD.matcher(line).matches()
            && !ACTIONS.matcher(line).replaceAll("").isBlank()
        ? Optional.of(new TextRegion(area.start(), List.of(action)))
        : Optional.empty();
  }

  private static boolean isEnd(String text, int at) {
    return at < 0 || at >= text.length() || ENDS.indexOf(text.charAt(at)) >= 0;
  }

  private static int before(
      List<TemplateNode> siblings, int index, String text, List<TemplateNode> value) {
    var start = siblings.get(index).area().start();
    for (var i = index - 1; i >= 0; i--) {
      switch (siblings.get(i)) {
        case TemplateNode.Text(var area, var printed) -> {
          var from = printed.end();
          while (from > printed.start() && ENDS.indexOf(text.charAt(from - 1)) < 0) {
            from--;
          }
          if (from < printed.end()) {
            var part = new Area(from, printed.end());
            value.addFirst(new TemplateNode.Text(part, part));
            start = from;
          }
          if (from > printed.start() || area.end() > printed.end()) {
            return start;
          }
        }
        case TemplateNode.Action action when action.pipeline().declared().isEmpty() -> {
          value.addFirst(action);
          start = action.area().start();
        }
        default -> {
          return start;
        }
      }
    }
    return start;
  }

  private static void after(
      List<TemplateNode> siblings, int from, String text, List<TemplateNode> value) {
    if (from < siblings.size()
        && siblings.get(from) instanceof TemplateNode.Text(var _, var printed)) {
      var end = printed.start();
      while (end < printed.end() && ENDS.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      if (end > printed.start()) {
        var part = new Area(printed.start(), end);
        value.add(new TemplateNode.Text(part, part));
      }
    }
  }
}
