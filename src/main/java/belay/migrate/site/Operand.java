package belay.migrate.site;

import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateExpression.Field;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Words of templates, as they are written where a function wants an argument.
final class Operand {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Operand() {}

  /// A key of a mapping.
  static String field(String mapping, String key) {
    if (!IDENTIFIER.matcher(key).matches()) {
      return "(index %s \"%s\")".formatted(mapping, key);
    }
    return mapping.equals(".") ? "." + key : mapping + "." + key;
  }

  /// Keys below each other.
  static String fields(String mapping, List<String> keys) {
    var plain = keys.stream().takeWhile(key -> IDENTIFIER.matcher(key).matches()).toList();
    var text = mapping;
    for (var key : plain) {
      text = field(text, key);
    }
    if (plain.size() == keys.size()) {
      return text;
    }
    var rest = new StringBuilder("(index ").append(text);
    keys.subList(plain.size(), keys.size())
        .forEach(key -> rest.append(" \"").append(key).append('"'));
    return rest.append(')').toString();
  }

  /// A word without its last field, which must be one.
  static String mapping(TemplateExpression word, List<Field> fields, String text) {
    var cut = text.substring(word.area().start(), fields.getLast().area().start());
    if (!cut.isEmpty()) {
      return cut;
    }
    return ".";
  }

  /// A word without its last field.
  static TemplateExpression without(TemplateExpression word, List<Field> fields) {
    var less = fields.subList(0, fields.size() - 1);
    return switch (word) {
      case TemplateExpression.Fields(var area, var _) ->
          less.isEmpty()
              ? new TemplateExpression.Dot(area)
              : new TemplateExpression.Fields(area, less);
      case TemplateExpression.Variable(var area, var name, var _) ->
          new TemplateExpression.Variable(area, name, less);
      case TemplateExpression.Group(var area, var pipeline, var _) ->
          new TemplateExpression.Group(area, pipeline, less);
      default -> word;
    };
  }

  /// How values are reached from a place; empty where no name leads to them.
  static Optional<String> reach(Origin.Values target, Scope scope) {
    List<String> found = new ArrayList<>();
    reach(".", scope.dot(), target, 0, found);
    reach("$", scope.root(), target, 0, found);
    scope.names().forEach((name, origin) -> reach("$" + name, origin, target, 0, found));
    return found.stream().min(java.util.Comparator.comparingInt(String::length));
  }

  private static void reach(
      String text, Origin from, Origin.Values target, int depth, List<String> found) {
    switch (from) {
      case Origin.Root(var chart) ->
          reach(field(text, "Values"), new Origin.Values(chart, List.of()), target, depth, found);
      case Origin.Values values -> {
        var size = values.path().size();
        if (values.chart().equals(target.chart())
            && size <= target.path().size()
            && target.path().subList(0, size).equals(values.path())) {
          var rest = target.path().subList(size, target.path().size());
          if (!rest.contains(Origin.EACH)) {
            found.add(fields(text, rest));
          }
        }
      }
      case Origin.Pairs(var entries) -> {
        if (depth < 2) {
          entries.forEach((key, value) -> reach(field(text, key), value, target, depth + 1, found));
        }
      }
      case Origin.Either(var all) -> {
        // Only a mapping that is put before the chart's own root leaves its values reachable.
        if (all.stream().anyMatch(one -> one instanceof Origin.Root)) {
          all.stream()
              .filter(one -> one instanceof Origin.Root)
              .forEach(one -> reach(text, one, target, depth, found));
        }
      }
      case Origin.About _, Origin.Literal _, Origin.Items _, Origin.Joined _, Origin.Unknown _ -> {}
    }
  }
}
