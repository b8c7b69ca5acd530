package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.model.Keys;
import belay.migrate.model.WholeReference;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import belay.migrate.origin.ValuesView;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A value that is a whole reference: it becomes a mapping of `repository` and `digest`.
///
/// @param names values that are names, and have their digest beside them
record LiftedValue(
    DigestPlace places, TemplateWalk walk, ValuesView values, Set<Origin.Values> names) {
  private static final String PATTERN = "value";

  /// A value that is named by a word.
  SiteOutcome word(TemplateExpression word, Scope scope, Append append, List<Atom> prefix) {
    var text = word.area().of(scope.file().text());
    return lift(walk.expression(word, scope), word, text, scope, append, prefix);
  }

  /// A value that `index` or `get` finds.
  SiteOutcome indexed(TemplateCommand command, Scope scope, Append append, List<Atom> prefix) {
    var whole =
        new TemplateExpression.Group(
            command.area(),
            new TemplatePipeline(command.area(), List.of(), false, List.of(command)),
            List.of());
    var text = "(" + command.area().of(scope.file().text()) + ")";
    return lift(walk.expression(whole, scope), whole, text, scope, append, prefix);
  }

  private SiteOutcome lift(
      Origin origin,
      TemplateExpression word,
      String text,
      Scope scope,
      Append append,
      List<Atom> prefix) {
    var origins = origin.values().stream().filter(one -> !one.path().isEmpty()).distinct().toList();
    if (origins.isEmpty() || Atoms.isMade(origin)) {
      return SiteOutcome.reported(PATTERN, "where the image comes from cannot be followed");
    }
    List<SiteOutcome> outcomes = new ArrayList<>();
    for (var one : origins) {
      outcomes.add(lift(one, word, text, scope, append, prefix));
    }
    return SiteOutcome.all(outcomes);
  }

  private SiteOutcome lift(
      Origin.Values value,
      TemplateExpression word,
      String text,
      Scope scope,
      Append append,
      List<Atom> prefix) {
    var node = values.find(value);
    if (node.isPresent() && !(node.get() instanceof YamlNode.Scalar)) {
      return SiteOutcome.noText(
          "%s is %s, which is printed as it is".formatted(value.dotted(), node.get().kind()));
    }
    var written = written(value);
    if (written.isBlank() && !value.path().contains(Origin.EACH)) {
      return SiteOutcome.reported(
          PATTERN, "no values file says what %s is".formatted(value.dotted()));
    }
    var tagged = !WholeReference.of(written).tag().isEmpty();
    if (names.contains(value) || (Keys.isName(value.key()) && !tagged)) {
      return nameOnly(value, written, word, scope, append, prefix);
    }
    var edits = new ArrayList<DigestEdit>();
    edits.add(repository(scope, word, text));
    edits.addAll(append.call(places.call(scope.file(), text, "digest")));
    return SiteOutcome.rewritten(
        prefix.isEmpty() ? PATTERN : "prefix/" + PATTERN, edits, source(value, written, prefix));
  }

  /// A name without a tag: the digest stands beside it.
  private SiteOutcome nameOnly(
      Origin.Values value,
      String written,
      TemplateExpression word,
      Scope scope,
      Append append,
      List<Atom> prefix) {
    if (!WholeReference.of(written).tag().isEmpty()) {
      return SiteOutcome.reported(
          PATTERN, "%s is a whole reference here and a name elsewhere".formatted(value.dotted()));
    }
    var name = new ArrayList<>(prefix);
    var command = new TemplateCommand(word.area(), List.of(word));
    name.add(
        new Atom.Out(
            scope.file(),
            word.area(),
            new TemplatePipeline(word.area(), List.of(), false, List.of(command)),
            scope));
    var placed =
        places.place(
            new DigestPlace.Image(scope.file(), scope, name, List.of(), Origin.unknown(), ""));
    if (placed.isEmpty()) {
      return SiteOutcome.reported(PATTERN, "no values can be reached from here");
    }
    var edits = append.call(placed.get().call());
    if (!placed.get().more().isEmpty()) {
      return SiteOutcome.reported(PATTERN, "a helper gets the name without its mapping");
    }
    return SiteOutcome.all(
        placed.get().sources().stream()
            .map(source -> SiteOutcome.rewritten("repository", edits, source))
            .toList());
  }

  private DigestEdit repository(Scope scope, TemplateExpression word, String text) {
    return new DigestEdit(
        scope.file().path(),
        word.area().start(),
        word.area().end(),
        Operand.field(text, "repository"));
  }

  private ImageOrigin source(Origin.Values value, String written, List<Atom> prefix) {
    var before = places.identity(prefix);
    var name =
        before + (written.isEmpty() ? "{" + value + "}" : WholeReference.of(written).repository());
    var unset = written.isBlank() && !value.path().contains(Origin.EACH);
    return new ImageOrigin(
        unset ? ImageOrigin.Kind.UNSET : ImageOrigin.Kind.LIFTED,
        List.of(value.child("repository")),
        List.of(),
        value.child("digest"),
        name,
        Optional.empty(),
        written.isEmpty() || name.contains("{") ? Optional.empty() : Optional.of(before + written),
        false);
  }

  /// A value with what it falls back to, a text or further values.
  ///
  /// @param words in the order in which they count
  /// @param area where all of that stands
  SiteOutcome withFallback(
      List<TemplateExpression> words, Area area, Scope scope, Append append, List<Atom> prefix) {
    return words.stream().allMatch(LiftedValue::isValue)
        ? firstOf(words, area, scope, append, prefix)
        : orText(words, scope, append, prefix);
  }

  private static boolean isValue(TemplateExpression word) {
    return word instanceof TemplateExpression.Fields
        || (word instanceof TemplateExpression.Variable variable && !variable.fields().isEmpty());
  }

  /// The first of several values that is given.
  private SiteOutcome firstOf(
      List<TemplateExpression> words, Area area, Scope scope, Append append, List<Atom> prefix) {
    var origins = words.stream().map(word -> walk.expression(word, scope)).toList();
    var all = origins.stream().flatMap(one -> one.values().stream()).distinct().toList();
    if (origins.stream().anyMatch(one -> one.values().isEmpty() || Atoms.isMade(one))
        || all.stream().anyMatch(value -> value.path().isEmpty() || isOther(value))
        || all.stream().allMatch(value -> written(value).isBlank())) {
      return SiteOutcome.reported("default", "the image falls back from one value to another");
    }
    var text = "(" + area.of(scope.file().text()) + ")";
    List<DigestEdit> edits = new ArrayList<>();
    edits.add(
        new DigestEdit(
            scope.file().path(), area.start(), area.end(), Operand.field(text, "repository")));
    edits.addAll(append.call(places.call(scope.file(), text, "digest")));
    return SiteOutcome.all(
        all.stream()
            .map(value -> source(value, written(value), prefix))
            .map(source -> SiteOutcome.rewritten("value or value", edits, source))
            .toList());
  }

  /// Whether a value is anything but a whole reference.
  private boolean isOther(Origin.Values value) {
    return names.contains(value)
        || values.find(value).filter(node -> !(node instanceof YamlNode.Scalar)).isPresent()
        || (!written(value).isBlank()
            && Keys.isName(value.key())
            && WholeReference.of(written(value)).tag().isEmpty());
  }

  private String written(Origin.Values value) {
    return values.find(value).flatMap(Lookup::text).orElse("");
  }

  private SiteOutcome orText(
      List<TemplateExpression> words, Scope scope, Append append, List<Atom> prefix) {
    var first = words.getFirst();
    if (words.size() != 2
        || !(words.getLast() instanceof TemplateExpression.Quoted text)
        || first instanceof TemplateExpression.Group
        || first instanceof TemplateExpression.Quoted) {
      return SiteOutcome.reported("default", "the image falls back from one value to another");
    }
    var origins = walk.expression(first, scope).values();
    if (origins.size() != 1 || origins.getFirst().path().isEmpty()) {
      return SiteOutcome.reported("default", "where the image comes from cannot be followed");
    }
    var value = origins.getFirst();
    var whole = WholeReference.of(text.value());
    var literal =
        new DigestEdit(
            scope.file().path(),
            text.area().start(),
            text.area().end(),
            "\"" + whole.repository() + "\"");
    var written = written(value);
    var source = append.file().text();
    List<DigestEdit> edits = new ArrayList<>();
    edits.add(literal);
    edits.add(repository(scope, first, first.area().of(source)));
    edits.addAll(append.call(places.call(scope.file(), first.area().of(source), "digest")));
    var lift = source(value, written.isEmpty() ? text.value() : written, prefix);
    return SiteOutcome.rewritten(
        "value or text",
        edits,
        new ImageOrigin(
            written.isEmpty() ? ImageOrigin.Kind.NAMED : ImageOrigin.Kind.LIFTED,
            lift.names(),
            lift.tags(),
            lift.digest(),
            lift.identity(),
            written.isEmpty() ? Optional.of(whole.repository()) : Optional.empty(),
            lift.reference(),
            false));
  }
}
