package belay.migrate.guard;

import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateExpression.Field;
import belay.gotemplate.TemplateExpression.Fields;
import belay.gotemplate.TemplateExpression.Group;
import belay.gotemplate.TemplateExpression.Variable;
import belay.gotemplate.TemplatePipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What surrounds a place of a template: conditions, and what the dot and variables stand for.
///
/// A path begins with `Values` where it is one of the values.
///
/// @param dot what the dot stands for; empty where it is not known
/// @param variables what variables stand for
/// @param wishes the conditions
/// @param definition the definition that it is in; empty where it is in none
record Enclosure(
    Optional<List<String>> dot,
    Map<String, List<String>> variables,
    List<Condition> wishes,
    Optional<String> definition) {
  Enclosure {
    dot = dot.map(List::copyOf);
    variables = Map.copyOf(variables);
    wishes = List.copyOf(wishes);
  }

  /// A condition that has to come out one way, and where it is asked.
  record Condition(TemplatePipeline question, boolean truth, Enclosure asked) {}

  /// The whole of a file: the dot is the root.
  static Enclosure file() {
    return new Enclosure(Optional.of(List.of()), Map.of(), List.of(), Optional.empty());
  }

  /// The body of a definition, which is called with the root more often than not.
  Enclosure define(String name) {
    return new Enclosure(Optional.of(List.of()), Map.of(), List.of(), Optional.of(name));
  }

  Enclosure where(TemplatePipeline question, boolean truth) {
    var more = new ArrayList<>(wishes);
    more.add(new Condition(question, truth, this));
    return new Enclosure(dot, variables, more, definition);
  }

  Enclosure with(Optional<List<String>> newDot) {
    return new Enclosure(newDot, variables, wishes, definition);
  }

  /// After a declaration such as `$image := .Values.image`.
  Enclosure declaring(TemplatePipeline pipeline) {
    var path = path(pipeline);
    if (pipeline.declared().size() != 1) {
      return this;
    }
    var all = new HashMap<>(variables);
    var name = pipeline.declared().getFirst().name();
    path.ifPresentOrElse(found -> all.put(name, found), () -> all.remove(name));
    return new Enclosure(dot, all, wishes, definition);
  }

  /// The path that a pipeline is; empty where it is anything else.
  Optional<List<String>> path(TemplatePipeline pipeline) {
    return pipeline.commands().size() == 1 && pipeline.commands().getFirst().words().size() == 1
        ? path(pipeline.commands().getFirst().words().getFirst())
        : Optional.empty();
  }

  /// The path that an expression is.
  Optional<List<String>> path(TemplateExpression expression) {
    return switch (expression) {
      case TemplateExpression.Dot _ -> dot;
      case Fields(var _, var fields) -> dot.map(above -> below(above, fields));
      case Variable(var _, var name, var fields) when name.isEmpty() ->
          Optional.of(below(List.of(), fields));
      case Variable(var _, var name, var fields) ->
          Optional.ofNullable(variables.get(name)).map(above -> below(above, fields));
      case Group(var _, var pipeline, var fields) ->
          path(pipeline).map(above -> below(above, fields));
      case TemplateExpression _ -> Optional.empty();
    };
  }

  private static List<String> below(List<String> above, List<Field> fields) {
    return Stream.concat(above.stream(), fields.stream().map(Field::name)).toList();
  }
}
