package belay.migrate.site;

import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateExpression.Field;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the values that an expression reads, those that count most first.
record ReferenceFinder(TemplateWalk walk, Composer composer) {
  private static final int DEEPEST = 12;

  /// The values that a pipeline reads.
  List<ValueReference> in(TemplatePipeline pipeline, Scope scope) {
    return in(pipeline, scope, 0);
  }

  /// The values that some atoms read.
  List<ValueReference> in(List<Atom> atoms) {
    return in(atoms, 0);
  }

  /// The values that a word reads.
  List<ValueReference> in(TemplateExpression word, Scope scope) {
    return word(word, scope, 0);
  }

  private List<ValueReference> in(List<Atom> atoms, int depth) {
    List<ValueReference> found = new ArrayList<>();
    for (var atom : atoms) {
      switch (atom) {
        case Atom.Out out -> found.addAll(in(out.pipeline(), out.scope(), depth));
        case Atom.Fork fork -> fork.arms().forEach(arm -> found.addAll(in(arm, depth)));
        case Atom.Lit _ -> {}
      }
    }
    return found;
  }

  private List<ValueReference> in(TemplatePipeline pipeline, Scope scope, int depth) {
    if (depth > DEEPEST) {
      return List.of();
    }
    List<ValueReference> piped = List.of();
    for (var command : pipeline.commands()) {
      piped = command(command, piped, scope, depth);
    }
    return piped;
  }

  private List<ValueReference> command(
      TemplateCommand command, List<ValueReference> piped, Scope scope, int depth) {
    var function = command.function().orElse("");
    var words = command.arguments();
    return switch (function) {
      case "" -> word(command.words().getFirst(), scope, depth);
      case "default" -> {
        List<ValueReference> found = new ArrayList<>(piped);
        words.reversed().forEach(word -> found.addAll(word(word, scope, depth)));
        yield found;
      }
      case "required" -> words.size() > 1 ? word(words.get(1), scope, depth) : piped;
      case "tpl" -> words.isEmpty() ? piped : word(words.getFirst(), scope, depth);
      case "ternary" -> {
        List<ValueReference> found = new ArrayList<>();
        words.stream().limit(2).forEach(word -> found.addAll(word(word, scope, depth)));
        yield found;
      }
      case "index", "get" -> indexed(command, scope);
      case "dig" -> reachable(command, scope);
      case "include" -> included(command, scope, depth);
      default -> {
        List<ValueReference> found = new ArrayList<>();
        words.forEach(word -> found.addAll(word(word, scope, depth)));
        found.addAll(piped);
        yield found;
      }
    };
  }

  private List<ValueReference> word(TemplateExpression word, Scope scope, int depth) {
    return switch (word) {
      case TemplateExpression.Fields(var _, var fields) -> fields(word, fields, scope);
      case TemplateExpression.Variable(var _, var name, var fields) ->
          fields.isEmpty() ? variable(name, scope, depth) : fields(word, fields, scope);
      case TemplateExpression.Group(var _, var pipeline, var fields) ->
          fields.isEmpty() ? in(pipeline, scope, depth + 1) : fields(word, fields, scope);
      case TemplateExpression.Dot _ -> reached(scope.dot().values(), scope);
      case TemplateExpression.Name _,
          TemplateExpression.Nil _,
          TemplateExpression.Bool _,
          TemplateExpression.Numeric _,
          TemplateExpression.Letter _,
          TemplateExpression.Quoted _ ->
          List.of();
    };
  }

  private List<ValueReference> fields(TemplateExpression word, List<Field> fields, Scope scope) {
    var origins = named(walk.expression(word, scope).values());
    if (origins.isEmpty()) {
      return List.of();
    }
    var base = walk.expression(Operand.without(word, fields), scope);
    return List.of(
        new ValueReference(
            Operand.mapping(word, fields, scope.file().text()),
            fields.getLast().name(),
            origins,
            base instanceof Origin.Pairs ? Optional.of(base) : Optional.empty()));
  }

  private static List<Origin.Values> named(List<Origin.Values> origins) {
    return origins.stream().filter(one -> !one.path().isEmpty()).distinct().toList();
  }

  private List<ValueReference> variable(String name, Scope scope, int depth) {
    if (name.isEmpty()) {
      return List.of();
    }
    List<ValueReference> found = new ArrayList<>();
    scope
        .variable(name)
        .ifPresent(variable -> {
          for (var assignment : variable.assignments()) {
            var there = in(assignment.pipeline(), assignment.scope(), depth + 1);
            if (assignment.scope().dot().equals(scope.dot())
                && assignment.scope().file().equals(scope.file())) {
              found.addAll(there);
            } else {
              there.forEach(one -> found.addAll(reached(one.origins(), scope)));
            }
          }
        });
    return found;
  }

  private List<ValueReference> indexed(TemplateCommand command, Scope scope) {
    var words = command.arguments();
    if (words.size() == 2
        && words.getLast() instanceof TemplateExpression.Numeric(var _, var number)) {
      return numbered(words.getFirst(), number, scope);
    }
    if (words.size() < 2 || !(words.getLast() instanceof TemplateExpression.Quoted key)) {
      return words.isEmpty() ? List.of() : reachable(command, scope);
    }
    var whole =
        new TemplateExpression.Group(
            command.area(),
            new TemplatePipeline(command.area(), List.of(), false, List.of(command)),
            List.of());
    var origins = named(walk.expression(whole, scope).values());
    if (origins.isEmpty()) {
      return List.of();
    }
    var text = scope.file().text();
    var mapping =
        words.size() == 2
            ? words.getFirst().area().of(text)
            : "("
                + text.substring(command.area().start(), words.get(words.size() - 2).area().end())
                + ")";
    var base = walk.expression(words.getFirst(), scope);
    return List.of(
        new ValueReference(
            mapping,
            key.value(),
            origins,
            words.size() == 2 && base instanceof Origin.Pairs
                ? Optional.of(base)
                : Optional.empty()));
  }

  /// An item of a list that a caller hands over.
  private List<ValueReference> numbered(TemplateExpression list, String number, Scope scope) {
    if (!(walk.expression(list, scope) instanceof Origin.Items items)
        || !number.matches("[0-9]{1,2}")
        || Integer.parseInt(number) >= items.all().size()) {
      return List.of();
    }
    var origins = named(items.all().get(Integer.parseInt(number)).values());
    return origins.isEmpty()
        ? List.of()
        : List.of(
            new ValueReference(
                list.area().of(scope.file().text()), number, origins, Optional.of(items)));
  }

  private List<ValueReference> reachable(TemplateCommand command, Scope scope) {
    var whole =
        new TemplateExpression.Group(
            command.area(),
            new TemplatePipeline(command.area(), List.of(), false, List.of(command)),
            List.of());
    return reached(walk.expression(whole, scope).values(), scope);
  }

  /// The values that a helper reads, as they are reached from where it is called.
  private List<ValueReference> included(TemplateCommand command, Scope scope, int depth) {
    if (depth > DEEPEST
        || command.arguments().isEmpty()
        || !(command.arguments().getFirst() instanceof TemplateExpression.Quoted name)) {
      return List.of();
    }
    var helper = walk.helper(scope, name.value());
    if (helper.isEmpty()) {
      return List.of();
    }
    var argument =
        command.arguments().size() > 1
            ? walk.expression(command.arguments().get(1), scope)
            : Origin.unknown();
    var inner = Scope.begin(helper.get().file(), argument);
    List<ValueReference> found = new ArrayList<>();
    for (var one : in(composer.atoms(helper.get().body(), inner), depth + 3)) {
      found.addAll(reached(one.origins(), scope));
    }
    return found;
  }

  private static List<ValueReference> reached(List<Origin.Values> origins, Scope scope) {
    List<ValueReference> found = new ArrayList<>();
    for (var origin : named(origins)) {
      if (!origin.key().equals(Origin.EACH)) {
        Operand.reach(origin.parent(), scope)
            .ifPresent(
                mapping -> found.add(new ValueReference(mapping, origin.key(), List.of(origin))));
      }
    }
    return found;
  }
}
