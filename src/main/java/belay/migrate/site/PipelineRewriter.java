package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes a pipeline whose value is an image, or the end of one, to the image's digest.
final class PipelineRewriter {
  /// Functions that give what they get, with quotes around it.
  private static final Set<String> QUOTING = Set.of("quote", "squote", "toJson", "toYaml");

  /// Functions that give what they get, as far as images are concerned.
  private static final Set<String> PASSING =
      Set.of(
          "toString",
          "trim",
          "lower",
          "nospace",
          "nindent",
          "indent",
          "required",
          "tpl",
          "trimSuffix",
          "trimPrefix",
          "print");

  private final ReferenceRewriter references;
  private final TemplateWalk walk;
  private final Composer composer;
  private final PrintfRewriter printf;
  private final LiftedValue lifted;

  PipelineRewriter(
      ReferenceRewriter references, TemplateWalk walk, Composer composer, LiftedValue lifted) {
    this.references = references;
    this.walk = walk;
    this.composer = composer;
    this.printf = new PrintfRewriter(this, references, lifted.places(), walk);
    this.lifted = lifted;
  }

  /// A value that is printed, with other parts of the name before it.
  SiteOutcome image(Atom.Out out, List<Atom> prefix, Scope scope) {
    return pipeline(out.pipeline(), out.scope(), Optional.of(out.area()), prefix);
  }

  /// A pipeline that gives an image.
  ///
  /// @param action the action that prints it; empty where it is an argument or a variable's value
  /// @param prefix what is printed before it
  SiteOutcome pipeline(
      TemplatePipeline pipeline, Scope scope, Optional<Area> action, List<Atom> prefix) {
    var commands = pipeline.commands();
    var quoted = false;
    var end = commands.getFirst().area().end();
    for (var command : commands.subList(1, commands.size())) {
      var name = command.function().orElse("");
      if (name.equals("default")) {
        return alternatives(pipeline, command, scope, action, prefix);
      }
      if (QUOTING.contains(name)) {
        quoted = true;
      } else if (PASSING.contains(name) && !quoted) {
        end = command.area().end();
      } else if (!PASSING.contains(name)) {
        return SiteOutcome.reported(
            "function", "the image is made by the function \"%s\"".formatted(name));
      }
    }
    var append = new Append(scope.file(), pipeline, action, end, quoted);
    return command(commands.getFirst(), scope, append, prefix);
  }

  private SiteOutcome command(
      TemplateCommand command, Scope scope, Append append, List<Atom> prefix) {
    var function = command.function().orElse("");
    var words = command.arguments();
    return switch (function) {
      case "" ->
          command.words().size() == 1
              ? word(command.words().getFirst(), scope, append, prefix)
              : SiteOutcome.reported("call", "the image is what a method gives");
      case "include" -> include(words, scope);
      case "printf" -> printf.rewrite(command, scope, append, prefix);
      case "default", "coalesce" -> fallback(command, scope, append, prefix);
      case "ternary" -> ternary(words, scope, prefix);
      case "index", "get" -> lifted.indexed(command, scope, append, prefix);
      case "tpl" ->
          words.isEmpty()
              ? SiteOutcome.reported("tpl", "what tpl reads is not known")
              : word(words.getFirst(), scope, append, prefix);
      case "required", "toString", "trim", "print", "lower" ->
          words.isEmpty()
              ? SiteOutcome.reported("function", "the image is not known")
              : word(words.getLast(), scope, append, prefix);
      case "quote", "squote" ->
          words.size() == 1
              ? word(words.getFirst(), scope, append.withQuotes(words.getFirst()), prefix)
              : SiteOutcome.reported("function", "the image is made of several quoted texts");
      default ->
          SiteOutcome.reported(
              "function", "the image is made by the function \"%s\"".formatted(function));
    };
  }

  /// A word that gives an image.
  SiteOutcome word(TemplateExpression word, Scope scope, Append append, List<Atom> prefix) {
    return switch (word) {
      case TemplateExpression.Group(var _, var inner, var fields) when fields.isEmpty() ->
          pipeline(inner, scope, Optional.empty(), prefix);
      case TemplateExpression.Variable(var _, var name, var fields)
          when fields.isEmpty() && !name.isEmpty() ->
          variable(name, scope, append, prefix, word);
      case TemplateExpression.Fields _,
          TemplateExpression.Variable _,
          TemplateExpression.Group _,
          TemplateExpression.Dot _ ->
          lifted.word(word, scope, append, prefix);
      case TemplateExpression.Quoted(var _, var text, var _) ->
          SiteOutcome.reported("literal", "\"%s\" is written out in an action".formatted(text));
      case TemplateExpression.Name _,
          TemplateExpression.Nil _,
          TemplateExpression.Bool _,
          TemplateExpression.Numeric _,
          TemplateExpression.Letter _ ->
          SiteOutcome.reported("word", "no image is named here");
    };
  }

  /// Everything that a variable is set to.
  private SiteOutcome variable(
      String name, Scope scope, Append append, List<Atom> prefix, TemplateExpression word) {
    var assignments = scope.variable(name).map(Scope.Variable::assignments).orElse(List.of());
    if (assignments.isEmpty()) {
      return SiteOutcome.reported("variable", "what $%s is cannot be followed".formatted(name));
    }
    var asked = assignments.size() > 1;
    List<SiteOutcome> outcomes = new ArrayList<>();
    for (var assignment : assignments) {
      var pipeline = assignment.pipeline();
      if (isEmptyText(pipeline)) {
        continue;
      }
      // The variable of a range is an item, and not what is gone through.
      if (pipeline.declared().size() > 1 || !assignment.origin().equals(direct(assignment))) {
        return lifted.word(word, scope, append, prefix);
      }
      outcomes.add(pipeline(pipeline, assignment.scope(), Optional.empty(), prefix));
    }
    return outcomes.isEmpty()
        ? SiteOutcome.reported("variable", "$%s is empty".formatted(name))
        : references.alternatives(outcomes, asked);
  }

  private Origin direct(Scope.Assignment assignment) {
    return walk.pipeline(assignment.pipeline(), assignment.scope(), "");
  }

  private static boolean isEmptyText(TemplatePipeline pipeline) {
    return pipeline.commands().size() == 1
        && pipeline.commands().getFirst().words().size() == 1
        && pipeline.commands().getFirst().words().getFirst()
            instanceof TemplateExpression.Quoted(var _, var text, var _)
        && text.isEmpty();
  }

  /// What a helper gives: its definition is rewritten, for all who call it.
  private SiteOutcome include(List<TemplateExpression> words, Scope scope) {
    if (words.isEmpty() || !(words.getFirst() instanceof TemplateExpression.Quoted name)) {
      return SiteOutcome.reported(
          "helper", "the name of the helper is known only when it is rendered");
    }
    var helper = walk.helper(scope, name.value());
    if (helper.isEmpty()) {
      return SiteOutcome.reported(
          "helper", "the helper \"%s\" is of a library that is not here".formatted(name.value()));
    }
    var argument = words.size() > 1 ? walk.expression(words.get(1), scope) : Origin.unknown();
    var inner = Scope.begin(helper.get().file(), argument);
    var outcome = references.whole(composer.atoms(helper.get().body(), inner), inner);
    return outcome.as("helper " + outcome.pattern());
  }

  private SiteOutcome ternary(List<TemplateExpression> words, Scope scope, List<Atom> prefix) {
    List<SiteOutcome> outcomes = new ArrayList<>();
    for (var word : words.stream().limit(2).toList()) {
      outcomes.add(
          word instanceof TemplateExpression.Group(var _, var inner, var fields) && fields.isEmpty()
              ? pipeline(inner, scope, Optional.empty(), prefix)
              : SiteOutcome.reported(
                  "ternary", "one of two values is the image, as a condition says"));
    }
    return outcomes.isEmpty()
        ? SiteOutcome.reported("ternary", "the image is not known")
        : SiteOutcome.all(outcomes);
  }

  /// `X | default Y`
  private SiteOutcome alternatives(
      TemplatePipeline pipeline,
      TemplateCommand fallback,
      Scope scope,
      Optional<Area> action,
      List<Atom> prefix) {
    var first = pipeline.commands().getFirst();
    if (first.words().size() > 1 || fallback.arguments().size() != 1) {
      return SiteOutcome.reported("default", "the image falls back from one value to another");
    }
    var quoted =
        pipeline.commands().stream()
            .flatMap(c -> c.function().stream())
            .anyMatch(QUOTING::contains);
    var append = new Append(scope.file(), pipeline, action, fallback.area().end(), quoted);
    return lifted.withFallback(
        List.of(first.words().getFirst(), fallback.arguments().getFirst()),
        new Area(first.area().start(), fallback.area().end()),
        scope,
        append,
        prefix);
  }

  private SiteOutcome fallback(
      TemplateCommand command, Scope scope, Append append, List<Atom> prefix) {
    var words =
        command.function().filter("default"::equals).isPresent()
            ? command.arguments().reversed()
            : command.arguments();
    return lifted.withFallback(words, command.area(), scope, append, prefix);
  }
}
