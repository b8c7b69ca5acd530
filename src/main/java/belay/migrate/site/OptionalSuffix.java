package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.origin.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A variable with the end of a reference, colon or @ included, or with nothing: `ternary (printf
/// ":%s" .tag) ""`.
///
/// @param parts what it prints where it prints something
record OptionalSuffix(Atom.Out variable, List<Atom> parts) {
  private static final Pattern FORMAT = Pattern.compile("(?::|@(?:sha256:)?)%s");

  OptionalSuffix {
    parts = List.copyOf(parts);
  }

  /// Those that some atoms end with.
  static List<OptionalSuffix> of(List<Atom> atoms) {
    List<OptionalSuffix> found = new ArrayList<>();
    for (var atom : atoms.reversed()) {
      var suffix = atom instanceof Atom.Out out ? of(out) : Optional.<OptionalSuffix>empty();
      if (suffix.isEmpty()) {
        break;
      }
      found.addFirst(suffix.get());
    }
    return found;
  }

  private static Optional<OptionalSuffix> of(Atom.Out out) {
    return out.pipeline().commands().getFirst().words().getFirst()
                instanceof TemplateExpression.Variable(var _, var name, var fields)
            && fields.isEmpty()
        ? out.scope()
            .variable(name)
            .filter(variable -> variable.assignments().size() == 1)
            .map(variable -> variable.assignments().getFirst())
            .flatMap(set -> parts(set.pipeline(), set.scope()))
            .map(parts -> new OptionalSuffix(out, parts))
        : Optional.empty();
  }

  private static Optional<List<Atom>> parts(TemplatePipeline pipeline, Scope scope) {
    var last = pipeline.commands().getLast();
    if (last.function().filter("ternary"::equals).isEmpty() || last.arguments().size() < 2) {
      return Optional.empty();
    }
    var one = last.arguments().get(0);
    var other = last.arguments().get(1);
    return isEmpty(other)
        ? printed(one, scope)
        : isEmpty(one) ? printed(other, scope) : Optional.empty();
  }

  private static boolean isEmpty(TemplateExpression word) {
    return word instanceof TemplateExpression.Quoted(var _, var text, var _) && text.isEmpty();
  }

  private static Optional<List<Atom>> printed(TemplateExpression word, Scope scope) {
    return word instanceof TemplateExpression.Group(var _, var inner, var fields)
            && fields.isEmpty()
            && inner.commands().size() == 1
        ? printed(inner.commands().getFirst(), scope)
        : Optional.empty();
  }

  private static Optional<List<Atom>> printed(TemplateCommand command, Scope scope) {
    var words = command.arguments();
    if (command.function().filter("printf"::equals).isEmpty()
        || words.size() != 2
        || !(words.getFirst() instanceof TemplateExpression.Quoted(var area, var format, var _))
        || !FORMAT.matcher(format).matches()) {
      return Optional.empty();
    }
    var start = area.start() + 1;
    var separator = new Area(start, start + format.length() - "%s".length());
    return Optional.of(
        List.of(new Atom.Lit(scope.file(), separator), Atoms.argument(words.getLast(), scope)));
  }
}
