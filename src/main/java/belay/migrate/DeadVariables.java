package belay.migrate;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateNode;
import belay.migrate.origin.TemplateFile;
import belay.yaml.edit.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Variables that nothing reads any more once an image has its digest, such as `$tag`: their
/// declarations go.
final class DeadVariables {
  private final String text;
  private final List<Area> edited;
  private final Map<String, List<TemplateNode.Action>> declared = new HashMap<>();

  private DeadVariables(TemplateFile file, List<Area> edited) {
    this.text = file.text();
    this.edited = edited;
    collect(file.tree().nodes());
  }

  /// The declarations that can go, without a change of what is printed.
  ///
  /// @param edited the parts of the file that are replaced
  static List<Edit> in(TemplateFile file, List<Area> edited) {
    return new DeadVariables(file, edited).edits();
  }

  private void collect(List<TemplateNode> nodes) {
    for (var node : nodes) {
      node.bodies().forEach(this::collect);
      if (node instanceof TemplateNode.Action action && action.pipeline().declared().size() == 1) {
        declared
            .computeIfAbsent(action.pipeline().declared().getFirst().name(), _ -> new ArrayList<>())
            .add(action);
      }
    }
  }

  private List<Edit> edits() {
    List<Area> dead = new ArrayList<>();
    declared.forEach((name, actions) -> {
      if (isDead(name, actions)) {
        actions.forEach(action -> dead.add(action.area()));
      }
    });
    dead.sort(Comparator.comparingInt(Area::start));
    List<Area> together = new ArrayList<>();
    for (var area : dead) {
      if (!together.isEmpty() && meets(together.getLast(), area)) {
        together.add(new Area(together.removeLast().start(), area.end()));
      } else {
        together.add(area);
      }
    }
    return together.stream().map(this::deletion).toList();
  }

  /// Whether nothing is printed between two actions.
  private boolean meets(Area first, Area second) {
    return text.substring(first.end(), second.start()).isBlank()
        && (text.startsWith("-}}", first.end() - 3) || text.startsWith("{{-", second.start()));
  }

  /// Whether it was read where something is replaced, and nowhere else.
  private boolean isDead(String name, List<TemplateNode.Action> actions) {
    var own = actions.stream().map(TemplateNode.Action::area).toList();
    var replaced = false;
    var found = Pattern.compile("\\$" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])").matcher(text);
    while (found.find()) {
      var at = found.start();
      if (isIn(edited, at)) {
        replaced = true;
      } else if (!isIn(own, at)) {
        return false;
      }
    }
    return replaced;
  }

  private static boolean isIn(List<Area> areas, int at) {
    return areas.stream().anyMatch(area -> area.start() <= at && at < area.end());
  }

  /// The action with the white space that it takes away from what is printed.
  private Edit deletion(Area area) {
    var start = area.start();
    var end = area.end();
    if (text.startsWith("{{-", start)) {
      while (start > 0 && isSpace(start - 1)) {
        start--;
      }
    }
    if (text.startsWith("-}}", end - 3)) {
      while (end < text.length() && isSpace(end)) {
        end++;
      }
    }
    var before = text.startsWith("-}}", start - 3);
    if (before && start < area.start() && end == area.end() && !text.startsWith("{{-", end)) {
      // What the action did not take away behind itself, the one before it must not either.
      return new Edit(start - 3, end, "}}");
    }
    // Where a neighbour takes white space away, a line break may stay.
    var free = before || text.startsWith("{{-", end);
    return new Edit(start, end, free ? text.substring(area.end(), end) : "");
  }

  private boolean isSpace(int offset) {
    return " \t\r\n".indexOf(text.charAt(offset)) >= 0;
  }
}
