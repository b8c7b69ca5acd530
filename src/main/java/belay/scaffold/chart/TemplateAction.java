package belay.scaffold.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// What stands in one pair of braces of a Helm template.
///
/// @param place `file:line`
/// @param line the whole line that it begins in
/// @param text what is between the braces
/// @param conditions the blocks around it, the outermost first
record TemplateAction(String place, String line, String text, List<Condition> conditions) {
  private static final Pattern COMMENT =
      Pattern.compile("\\{\\{-?\\s*/\\*.*?\\*/\\s*-?}}", Pattern.DOTALL);
  private static final Pattern ACTION =
      Pattern.compile(
          "\\{\\{-?((?:\"(?:\\\\.|[^\"\\\\])*+\"|`[^`]*+`|[^\"`}]++|}(?!}))*+)}}", Pattern.DOTALL);
  private static final Pattern OPENS = Pattern.compile("(?:if|with|range|define|block)\\b.*");

  /// A block.
  ///
  /// @param text what it asks
  /// @param otherwise whether it is the part behind its `else`
  record Condition(String text, boolean otherwise) {}

  TemplateAction {
    conditions = List.copyOf(conditions);
  }

  /// All of a file, those that begin and end blocks included.
  static List<TemplateAction> of(String file, String template) {
    var text = COMMENT.matcher(template).replaceAll(m -> m.group().replaceAll("[^\n]", ""));
    List<TemplateAction> actions = new ArrayList<>();
    Deque<Condition> open = new ArrayDeque<>();
    var found = ACTION.matcher(text);
    while (found.find()) {
      var said = found.group(1).strip().replace('\n', ' ');
      follow(said, open);
      actions.add(
          new TemplateAction(
              file
                  + ":"
                  + (1
                      + text.substring(0, found.start()).lines().count()
                      - begun(text, found.start())),
              line(text, found.start()),
              said,
              List.copyOf(open).reversed()));
    }
    return actions;
  }

  /// One where the line has begun before the offset: `lines` counts it, too.
  private static long begun(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n' ? 0 : 1;
  }

  private static String line(String text, int at) {
    var end = text.indexOf('\n', at);
    return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end);
  }

  private static void follow(String said, Deque<Condition> open) {
    if (OPENS.matcher(said).matches()) {
      open.push(new Condition(said, false));
    } else if (said.matches("else\\b.*") && !open.isEmpty()) {
      open.push(new Condition(open.pop().text() + " " + said, true));
    } else if (said.matches("end\\b.*") && !open.isEmpty()) {
      open.pop();
    }
  }

  boolean says(String word) {
    return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
  }
}
