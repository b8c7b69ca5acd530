package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the image that a `printf` makes to its digest.
record PrintfRewriter(
    PipelineRewriter pipelines,
    ReferenceRewriter references,
    DigestPlace places,
    TemplateWalk walk) {
  private static final String PATTERN = "printf";

  SiteOutcome rewrite(TemplateCommand command, Scope scope, Append append, List<Atom> prefix) {
    var words = command.arguments();
    if (words.isEmpty() || !(words.getFirst() instanceof TemplateExpression.Quoted format)) {
      return SiteOutcome.reported(PATTERN, "the format is known only when it is rendered");
    }
    var atoms = atoms(format, words.subList(1, words.size()), scope);
    if (atoms.isEmpty()) {
      return SiteOutcome.reported(
          PATTERN, "the format has more to it than %s, so that what is printed is made of parts");
    }
    var all = new ArrayList<>(prefix);
    all.addAll(atoms.get());
    var suffixes = OptionalSuffix.of(atoms.get());
    var name = all.subList(0, all.size() - suffixes.size());
    if (!suffixes.isEmpty() && TagSplit.of(name).kind() == TagSplit.Kind.NONE) {
      return suffixed(format, name, suffixes, scope);
    }
    var separator = separator(atoms.get());
    if (separator.isPresent()) {
      return separator.get();
    }
    var split = TagSplit.of(all);
    return switch (split.kind()) {
      case TAG -> tagged(format, split, scope, command);
      case DIGEST ->
          places.isMakeshift(split.tail())
              ? mended(format, split, scope, arguments(split, command))
              : SiteOutcome.already(
                  "repository@digest", references.taken().in(split.name(), split.tail()));
      case BOTH -> mended(format, split, scope, arguments(split, command));
      case NONE -> last(atoms.get(), scope, append, prefix);
      case WAYS, NAMES -> SiteOutcome.reported(PATTERN, "the image is made of several ways");
    };
  }

  /// Puts a digest in place of a tag with one, or of what only looks like one.
  private SiteOutcome mended(
      TemplateExpression.Quoted format, TagSplit split, Scope scope, Area arguments) {
    var read = Atoms.digestsFirst(places.finder().in(split.tail()), split.tail());
    return tail(format, split, scope, arguments, read, Origin.unknown(), "").mended();
  }

  /// The texts and arguments of a format in their order; empty where it has more to it than plain
  /// verbs.
  private static Optional<List<Atom>> atoms(
      TemplateExpression.Quoted format, List<TemplateExpression> arguments, Scope scope) {
    var start = format.area().start() + 1;
    var text = scope.file().text().substring(start, format.area().end() - 1);
    List<Atom> atoms = new ArrayList<>();
    var next = 0;
    var from = 0;
    for (var at = text.indexOf('%'); at >= 0; at = text.indexOf('%', from)) {
      if (at + 1 == text.length()
          || "svd".indexOf(text.charAt(at + 1)) < 0
          || next == arguments.size()) {
        return Optional.empty();
      }
      literal(atoms, scope, start + from, start + at);
      atoms.add(Atoms.argument(arguments.get(next++), scope));
      from = at + 2;
    }
    literal(atoms, scope, start + from, start + text.length());
    return text.indexOf('\\') >= 0 || next < arguments.size()
        ? Optional.empty()
        : Optional.of(atoms);
  }

  private static void literal(List<Atom> atoms, Scope scope, int from, int to) {
    if (to > from) {
      atoms.add(new Atom.Lit(scope.file(), new Area(from, to)));
    }
  }

  /// What is done where an argument is the colon or the @ itself, as the digest says.
  private Optional<SiteOutcome> separator(List<Atom> atoms) {
    for (var i = 0; i < atoms.size(); i++) {
      if (atoms.get(i) instanceof Atom.Out out) {
        var origin = walk.pipeline(out.pipeline(), out.scope(), "");
        var texts = texts(origin);
        if (texts.contains("@") || texts.stream().anyMatch(text -> text.startsWith("@"))) {
          return Optional.of(
              SiteOutcome.already(
                  "digest-aware",
                  references.taken().in(atoms.subList(0, i), atoms.subList(i, atoms.size()))));
        }
        if (texts.contains(":")) {
          return Optional.of(
              SiteOutcome.reported(
                  PATTERN, "what stands between name and tag is a value of its own"));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> texts(Origin origin) {
    return switch (origin) {
      case Origin.Literal(var text) -> List.of(text);
      case Origin.Either(var all) -> all.stream().flatMap(one -> texts(one).stream()).toList();
      default -> List.of();
    };
  }

  private SiteOutcome tagged(
      TemplateExpression.Quoted format, TagSplit split, Scope scope, TemplateCommand command) {
    var outs = split.tail().stream().filter(atom -> atom instanceof Atom.Out).toList();
    var text = Atoms.text(split.tail());
    if (outs.isEmpty()) {
      return tail(
          format, split, scope, arguments(split, command), List.of(), Origin.unknown(), text);
    }
    var prefix = split.tail().getFirst() instanceof Atom.Lit lit ? lit.text() : "";
    var out = (Atom.Out) outs.getFirst();
    var origin = walk.pipeline(out.pipeline(), out.scope(), "");
    if (outs.size() > 1
        || !text.equals(prefix)
        || !(prefix.isEmpty() || prefix.equals("v"))
        || Atoms.isParts(origin)) {
      return SiteOutcome.reported(
          "parts", "the tag is built from parts, so that each result is another image");
    }
    return tail(
        format, split, scope, arguments(split, command), places.finder().in(outs), origin, "");
  }

  /// Puts the digest in place of variables that end the reference where they are not empty.
  private SiteOutcome suffixed(
      TemplateExpression.Quoted format,
      List<Atom> name,
      List<OptionalSuffix> suffixes,
      Scope scope) {
    var verbs = "%s".repeat(suffixes.size());
    var end = format.area().end() - 1;
    var start = end - verbs.length();
    if (!scope.file().text().startsWith(verbs, start)) {
      return SiteOutcome.reported(PATTERN, "the format does not end with what ends the reference");
    }
    var tail = suffixes.stream().flatMap(suffix -> suffix.parts().stream()).toList();
    var split = new TagSplit(TagSplit.Kind.BOTH, name, tail, start);
    return mended(
        format, split, scope, span(suffixes.stream().map(OptionalSuffix::variable).toList()));
  }

  /// The arguments that make a tag; behind the last of all where the format says it.
  private static Area arguments(TagSplit split, TemplateCommand command) {
    var outs = split.tail().stream().filter(atom -> atom instanceof Atom.Out).toList();
    return outs.isEmpty() ? new Area(command.area().end(), command.area().end()) : span(outs);
  }

  private static Area span(List<? extends Atom> atoms) {
    return new Area(atoms.getFirst().area().start(), atoms.getLast().area().end());
  }

  /// Puts the digest's argument where the tag's stood; both are at the end of the format.
  ///
  /// @param arguments what it takes the place of
  private SiteOutcome tail(
      TemplateExpression.Quoted format,
      TagSplit split,
      Scope scope,
      Area arguments,
      List<ValueReference> tag,
      Origin origin,
      String text) {
    var file = scope.file();
    if (split.start() < format.area().start() || split.start() > format.area().end()) {
      return SiteOutcome.reported(PATTERN, "the tag stands in another text than its colon");
    }
    if (places.isNameless(split.name())) {
      return SiteOutcome.nameless(PATTERN);
    }
    var placed =
        places.place(
            new DigestPlace.Image(
                file, scope, split.name(), tag, origin, text, Atoms.hasAlgorithm(split.tail())));
    if (placed.isEmpty()) {
      return SiteOutcome.reported(PATTERN, "no values can be reached from here");
    }
    List<DigestEdit> edits = new ArrayList<>(placed.get().more());
    edits.add(new DigestEdit(file.path(), split.start(), format.area().end() - 1, "%s"));
    var call = "(" + placed.get().call() + ")";
    var more = arguments.start() == arguments.end() ? " " : "";
    edits.add(new DigestEdit(file.path(), arguments.start(), arguments.end(), more + call));
    return SiteOutcome.all(
        placed.get().sources().stream()
            .map(source -> SiteOutcome.rewritten("printf repository:tag", edits, source))
            .toList());
  }

  /// The last argument is the image, or the end of it.
  private SiteOutcome last(List<Atom> atoms, Scope scope, Append append, List<Atom> prefix) {
    var all = new ArrayList<>(prefix);
    all.addAll(atoms.subList(0, atoms.size() - 1));
    if (!(atoms.getLast() instanceof Atom.Out out)) {
      return SiteOutcome.reported(PATTERN, "the image has no tag here");
    }
    var word = out.pipeline().commands().getFirst().words().getFirst();
    return pipelines.word(word, scope, append, all);
  }
}
