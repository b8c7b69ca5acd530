package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateNode;
import belay.migrate.origin.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A YAML key with its value in a template, as far as it stands on one line.
///
/// @param key the key, without quotes
/// @param start where the key begins
/// @param value the nodes that print the value; the texts at its ends are cut to it
record FieldRegion(String key, int start, List<TemplateNode> value) {
  private static final String IMAGE = "image";

  private static final Pattern FIELD =
      Pattern.compile(
          "^[ \\t]*(?:-[ \\t]+)*[\"']?([A-Za-z][\\w.-]*)[\"']?[ \\t]*:(?=[ \\t\\r\\n]|$)");

  /// The value stands on the next line.
  private static final Pattern BLOCK =
      Pattern.compile("[ \\t]*[|>][-+]?[ \\t]*\\r?\\n|[ \\t]*\\r?\\n(?=[ \\t]+[\"']?(?:\\{\\{|$))");

  private static final Pattern COMMENT = Pattern.compile("(?:^|[ \\t])#");

  FieldRegion {
    value = List.copyOf(value);
  }

  /// The fields that begin in a text, on lines that name images.
  static List<FieldRegion> in(List<TemplateNode> siblings, int index, Scope scope) {
    if (!(siblings.get(index) instanceof TemplateNode.Text(var area, var printed))) {
      return List.of();
    }
    var text = scope.file().text();
    List<FieldRegion> found = new ArrayList<>();
    var image = text.indexOf(IMAGE, area.start(), area.end());
    while (image >= 0) {
      var line = Math.max(area.start(), text.lastIndexOf('\n', image) + 1);
      var end = lineEnd(text, image, area.end());
      var field = FIELD.matcher(text).region(line, end);
      if (field.find() && field.end() >= printed.start()) {
        var block = BLOCK.matcher(text).region(field.end(), area.end());
        var from = block.lookingAt() ? block.end() : field.end();
        found.add(region(field.group(1), field.start(1), from, siblings, index, text));
      }
      image = text.indexOf(IMAGE, end, area.end());
    }
    return found;
  }

  private static int lineEnd(String text, int from, int limit) {
    var end = text.indexOf('\n', from, limit);
    return end < 0 ? limit : end;
  }

  private static FieldRegion region(
      String key, int start, int from, List<TemplateNode> siblings, int index, String text) {
    List<TemplateNode> value = new ArrayList<>();
    var first = (TemplateNode.Text) siblings.get(index);
    var open = cut(first, from, text, value);
    var broken = isBroken(first, from, text);
    for (var i = index + 1; open && i < siblings.size(); i++) {
      var node = siblings.get(i);
      if (node instanceof TemplateNode.Text next) {
        open = cut(next, next.printed().start(), text, value);
        broken = isBroken(next, next.printed().start(), text);
      } else if (broken && !isQuoteOpen(value, text) && startsLine(node, text)) {
        break;
      } else {
        value.add(node);
      }
    }
    return new FieldRegion(key, start, value);
  }

  /// Whether a line break stands behind the offset that is only not printed because the next action
  /// takes it away.
  private static boolean isBroken(TemplateNode.Text node, int from, String text) {
    var limit = Math.max(from, node.printed().end());
    return text.substring(limit, Math.max(limit, node.area().end())).indexOf('\n') >= 0;
  }

  /// Whether what follows a line break that is taken away is another line.
  private static boolean startsLine(TemplateNode node, String text) {
    return switch (node) {
      case TemplateNode.Action action -> action.pipeline().declared().isEmpty();
      case TemplateNode.Branch branch ->
          branch.arms().stream().anyMatch(arm -> hasBreak(arm.body(), text));
      case TemplateNode.Call _, TemplateNode.Block _, TemplateNode.Jump _ -> true;
      case TemplateNode.Text _, TemplateNode.Comment _, TemplateNode.Define _ -> false;
    };
  }

  private static boolean hasBreak(List<TemplateNode> body, String text) {
    return body.stream()
        .anyMatch(node ->
            (node instanceof TemplateNode.Text part && part.printed().of(text).indexOf('\n') >= 0)
                || (node instanceof TemplateNode.Branch && startsLine(node, text)));
  }

  private static boolean isQuoteOpen(List<TemplateNode> value, String text) {
    return value.stream()
                .filter(node -> node instanceof TemplateNode.Text)
                .map(node -> node.area().of(text))
                .flatMapToInt(String::chars)
                .filter(c -> c == '"')
                .count()
            % 2
        == 1;
  }

  /// Adds a text up to its first line break or comment.
  ///
  /// @return whether the value goes on behind it
  private static boolean cut(
      TemplateNode.Text node, int from, String text, List<TemplateNode> value) {
    var limit = node.printed().end();
    if (from >= limit) {
      return true;
    }
    var end = text.indexOf('\n', from);
    var open = end < 0 || end >= limit;
    end = open ? limit : end;
    var comment = COMMENT.matcher(text.substring(from, end));
    if (comment.find()) {
      end = from + comment.start();
      open = false;
    }
    if (end > from) {
      var area = new Area(from, end);
      value.add(new TemplateNode.Text(area, area));
    }
    return open;
  }

  /// Whether nothing stands behind the colon.
  boolean isEmpty(Scope scope) {
    return value.stream()
        .allMatch(node ->
            node instanceof TemplateNode.Comment
                || (node instanceof TemplateNode.Text text
                    && text.area().of(scope.file().text()).isBlank()));
  }

  /// Where the value ends.
  int end() {
    return value.isEmpty() ? start : value.getLast().area().end();
  }

  /// The text, where the value is nothing but one.
  Optional<String> literal(Scope scope) {
    return value.size() == 1 && value.getFirst() instanceof TemplateNode.Text text
        ? Optional.of(text.area().of(scope.file().text()))
        : Optional.empty();
  }
}
