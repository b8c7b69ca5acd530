package belay.migrate.site;

import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.migrate.model.DigestHelper;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import java.util.List;
import java.util.stream.Stream;

/// Calls of Belay's helper, in charts that were migrated.
record DigestCalls(TemplateWalk walk) {
  private static final String NAME = DigestHelper.name("");

  /// Whether one makes what is printed, here or where a caller hands it over.
  boolean isIn(Atom atom) {
    return made(atom).findAny().isPresent();
  }

  /// The digests that it reads.
  List<Origin.Values> digests(Atom atom) {
    return made(atom)
        .flatMap(made ->
            walk
                .expression(made.command().arguments().get(1), made.scope())
                .child("image")
                .child("digest")
                .values()
                .stream())
        .filter(digest -> !digest.path().isEmpty())
        .toList();
  }

  private Stream<TemplateWalk.Made> made(Atom atom) {
    if (!(atom instanceof Atom.Out out)) {
      return Stream.empty();
    }
    return Stream.concat(
        out.pipeline().commands().stream().flatMap(command -> calls(command, out.scope())),
        walk.origins(out.pipeline(), out.scope()).stream()
            .flatMap(origin -> walk.made(origin).stream())
            .flatMap(made -> calls(made.command(), made.scope())));
  }

  private static Stream<TemplateWalk.Made> calls(TemplateCommand command, Scope scope) {
    if (isCall(command)) {
      return Stream.of(new TemplateWalk.Made(command, scope));
    }
    return command.words().stream()
        .flatMap(word ->
            word instanceof TemplateExpression.Group group
                ? group.pipeline().commands().stream()
                : Stream.<TemplateCommand>empty())
        .flatMap(inner -> calls(inner, scope));
  }

  private static boolean isCall(TemplateCommand command) {
    return command.function().filter("include"::equals).isPresent()
        && command.arguments().size() == 2
        && command.arguments().getFirst() instanceof TemplateExpression.Quoted name
        && name.value().endsWith(NAME);
  }
}
