package belay.migrate.site;

import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.migrate.model.DigestHelper;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Digests that images take already: by Belay's helper, in charts that were migrated, or their own
/// way.
record TakenDigests(TemplateWalk walk, DigestPlace places) {
  private static final String NAME = DigestHelper.name("");

  /// Whether Belay's helper makes a part of what is printed, here or where a caller hands it over.
  boolean isCalled(List<Atom> atoms) {
    return atoms.stream().anyMatch(this::isCalled);
  }

  private boolean isCalled(Atom atom) {
    return made(atom).findAny().isPresent();
  }

  /// The sources of an image that was migrated.
  List<ImageOrigin> called(List<Atom> atoms) {
    var name = atoms.stream().takeWhile(atom -> !isCalled(atom)).toList();
    return atoms.stream()
        .flatMap(atom -> digests(atom).stream())
        .distinct()
        .map(digest -> source(name, List.of(), digest))
        .toList();
  }

  /// The sources of an image whose chart has a way of its own.
  List<ImageOrigin> in(List<Atom> name, List<Atom> tail) {
    var all = places.finder().in(tail);
    var tags =
        all.stream()
            .filter(one -> !Keys.isDigest(one.key()))
            .flatMap(one -> one.origins().stream())
            .distinct()
            .toList();
    return all.stream()
        .filter(one -> Keys.isDigest(one.key()))
        .flatMap(one -> one.origins().stream())
        .distinct()
        .map(digest -> source(name, tags, digest))
        .toList();
  }

  private ImageOrigin source(List<Atom> name, List<Origin.Values> tags, Origin.Values digest) {
    return new ImageOrigin(
        ImageOrigin.Kind.THERE,
        places.finder().in(name).stream().flatMap(one -> one.origins().stream()).toList(),
        tags,
        digest,
        places.identity(name),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private List<Origin.Values> digests(Atom atom) {
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
