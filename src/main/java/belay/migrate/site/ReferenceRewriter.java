package belay.migrate.site;

import belay.gotemplate.Area;
import belay.migrate.model.ImageField.State;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateWalk;
import belay.migrate.origin.ValuesView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes what a template prints for an image from its tag to its digest.
final class ReferenceRewriter {
  private static final int DEEPEST = 16;

  private final TemplateWalk walk;
  private final DigestPlace places;
  private final PipelineRewriter pipelines;
  private final Composer composer;
  private final NamedImages named;
  private final TakenDigests taken;
  private int depth;

  ReferenceRewriter(TemplateWalk walk, ValuesView values, SiteFinder.KnownValues known) {
    this.walk = walk;
    this.composer = new Composer(walk);
    this.named = new NamedImages(values);
    this.places = new DigestPlace(new ReferenceFinder(walk, composer), values, named, known);
    this.taken = new TakenDigests(walk, places);
    this.pipelines =
        new PipelineRewriter(
            this, walk, composer, new LiftedValue(places, walk, values, known.names()));
  }

  TakenDigests taken() {
    return taken;
  }

  Composer composer() {
    return composer;
  }

  /// What is done where some atoms are an image, all together.
  ///
  /// @param scope in which new text is to be read that stands among them
  SiteOutcome whole(List<Atom> printed, Scope scope) {
    var atoms = Atoms.strip(printed);
    if (atoms.isEmpty()) {
      return SiteOutcome.reported("empty", "no image is named here");
    }
    if (++depth > DEEPEST) {
      depth--;
      return SiteOutcome.reported("nested", "helpers call each other too deep to be followed");
    }
    try {
      return split(atoms, scope);
    } finally {
      depth--;
    }
  }

  /// What is done where some atoms are an image if they are one at all: a name and a tag that stand
  /// beside each other in the values.
  Optional<SiteOutcome> named(List<Atom> printed, Scope scope) {
    var split = TagSplit.of(Atoms.strip(printed));
    if (split.kind() != TagSplit.Kind.TAG || split.tail().size() != 1) {
      return Optional.empty();
    }
    var tags = places.finder().in(split.tail()).stream().limit(1).toList();
    var names = places.finder().in(split.name());
    var beside =
        tags.stream()
            .filter(tag -> Keys.isTag(tag.key()))
            .flatMap(tag -> tag.origins().stream())
            .anyMatch(tag ->
                names.stream()
                    .flatMap(name -> name.origins().stream())
                    .anyMatch(name -> name.parent().equals(tag.parent())));
    return beside ? Optional.of(whole(printed, scope)) : Optional.empty();
  }

  /// Whether what is printed is one of some values.
  boolean isOneOf(List<Atom> printed, Set<Origin.Values> some) {
    return Atoms.strip(printed).stream()
        .flatMap(atom ->
            atom instanceof Atom.Out out
                ? walk.pipeline(out.pipeline(), out.scope(), "").values().stream()
                : Stream.empty())
        .anyMatch(some::contains);
  }

  private SiteOutcome split(List<Atom> atoms, Scope scope) {
    if (taken.isCalled(atoms)) {
      return SiteOutcome.already("digest", taken.called(atoms));
    }
    if (atoms.size() == 1 && atoms.getFirst() instanceof Atom.Lit lit) {
      return named.literal(lit, scope, places);
    }
    var split = TagSplit.of(atoms);
    return switch (split.kind()) {
      case TAG -> tagged(split, scope);
      case DIGEST ->
          places.isMakeshift(split.tail())
              ? both(split, scope)
              : SiteOutcome.already("repository@digest", taken.in(split.name(), split.tail()));
      case BOTH -> both(split, scope);
      case WAYS -> ways(split, scope);
      case NAMES -> names(atoms, scope);
      case NONE -> unsplit(atoms, scope);
    };
  }

  private SiteOutcome tagged(TagSplit split, Scope scope) {
    var tail = split.tail();
    var outs = tail.stream().filter(atom -> !(atom instanceof Atom.Lit)).toList();
    var text = Atoms.text(tail);
    if (outs.isEmpty()) {
      return replaceTail(split, scope, List.of(), Origin.unknown(), text, "repository:literal");
    }
    var constant = !(tail.getFirst() instanceof Atom.Lit lit) ? "" : lit.text();
    if (outs.size() > 1
        || !text.equals(constant)
        || !(constant.isEmpty() || constant.equals("v"))) {
      return SiteOutcome.reported(
          "parts", "the tag is built from parts, so that each result is another image");
    }
    var tag = outs.getFirst();
    var origin = origin(tag);
    if (Atoms.isParts(origin)) {
      return SiteOutcome.reported(
          "parts", "the tag is built from parts, so that each result is another image");
    }
    return replaceTail(split, scope, places.finder().in(outs), origin, "", "repository:tag");
  }

  private Origin origin(Atom atom) {
    return switch (atom) {
      case Atom.Out out -> walk.pipeline(out.pipeline(), out.scope(), "");
      case Atom.Fork fork ->
          Origin.either(
              fork.arms().stream()
                  .flatMap(List::stream)
                  .filter(one -> !(one instanceof Atom.Lit))
                  .map(this::origin)
                  .toList());
      case Atom.Lit lit -> new Origin.Literal(lit.text());
    };
  }

  /// Both tag and digest: the tag goes.
  private SiteOutcome both(TagSplit split, Scope scope) {
    return replaceTail(
        split,
        scope,
        Atoms.digestsFirst(places.finder().in(split.tail()), split.tail()),
        Origin.unknown(),
        "",
        "repository:tag@digest");
  }

  /// `repository{{ if … }}:tag{{ end }}`, or the same with a digest as one of the ways.
  private SiteOutcome ways(TagSplit split, Scope scope) {
    var fork = (Atom.Fork) split.tail().getFirst();
    var before = TagSplit.of(split.name());
    var byDigest =
        fork.arms().stream()
            .anyMatch(arm ->
                !arm.isEmpty() && arm.getFirst() instanceof Atom.Lit l && l.text().startsWith("@"));
    if (before.kind() == TagSplit.Kind.TAG) {
      List<Atom> tail = new ArrayList<>(before.tail());
      tail.addAll(split.tail());
      return both(new TagSplit(TagSplit.Kind.BOTH, before.name(), tail, before.start()), scope);
    }
    if (byDigest && fork.asksDigest()) {
      return SiteOutcome.already("digest-aware", taken.in(split.name(), List.of(fork)));
    }
    if (split.tail().size() > 1) {
      return SiteOutcome.reported(
          "parts", "the tag is built from parts, so that each result is another image");
    }
    var tags = places.finder().in(List.<Atom>of(fork));
    var outs =
        fork.arms().stream().flatMap(List::stream).filter(a -> a instanceof Atom.Out).toList();
    var origin = Origin.either(outs.stream().map(this::origin).toList());
    var text = outs.isEmpty() ? Atoms.text(fork.arms().getFirst()).replaceFirst("^:", "") : "";
    return replaceTail(split, scope, tags, origin, text, "repository:tag");
  }

  /// One of several ways, each with an end of the name.
  private SiteOutcome names(List<Atom> atoms, Scope scope) {
    var fork = (Atom.Fork) atoms.getLast();
    List<SiteOutcome> outcomes = new ArrayList<>();
    for (var arm : fork.arms()) {
      if (!Composer.isBlank(arm)) {
        List<Atom> whole = new ArrayList<>(atoms.subList(0, atoms.size() - 1));
        whole.addAll(arm);
        outcomes.add(whole(whole, Atoms.scope(arm).orElse(scope)));
      }
    }
    if (outcomes.isEmpty()) {
      return SiteOutcome.reported("template", "what is printed here is not known");
    }
    return alternatives(outcomes, fork.asksDigest());
  }

  /// Ways of which one is taken: where one has the digest if there is one, the others are what it
  /// falls back to, and stay.
  SiteOutcome alternatives(List<SiteOutcome> all, boolean asksDigest) {
    // As the values stand, a way that would print a mapping is not taken.
    var texts = all.stream().filter(one -> !one.isNoText()).toList();
    var outcomes = texts.isEmpty() ? all : texts;
    var already = outcomes.stream().filter(one -> one.state() == State.ALREADY).toList();
    var mended = outcomes.stream().filter(SiteOutcome::isMended).toList();
    if (asksDigest && !already.isEmpty() && mended.isEmpty()) {
      return SiteOutcome.all(already).as("digest-aware");
    }
    var stuck = outcomes.stream().anyMatch(one -> one.state() == State.REPORTED);
    return asksDigest && stuck && !mended.isEmpty()
        ? SiteOutcome.all(mended).as("digest-aware")
        : SiteOutcome.all(outcomes);
  }

  /// No tag in what stands here: the end of it has one, or there is none at all.
  private SiteOutcome unsplit(List<Atom> atoms, Scope scope) {
    return switch (atoms.getLast()) {
      case Atom.Out out -> pipelines.image(out, atoms.subList(0, atoms.size() - 1), scope);
      case Atom.Lit lit ->
          replaceTail(
              new TagSplit(TagSplit.Kind.NONE, atoms, List.of(), lit.area().end()),
              scope,
              List.of(),
              Origin.unknown(),
              "",
              "repository");
      case Atom.Fork _ -> names(atoms, scope);
    };
  }

  /// Puts a digest in place of what follows the name.
  private SiteOutcome replaceTail(
      TagSplit split,
      Scope scope,
      List<ValueReference> tag,
      Origin origin,
      String text,
      String pattern) {
    var file = split.name().isEmpty() ? scope.file() : split.name().getLast().file();
    if (split.tail().stream().anyMatch(atom -> !atom.file().path().equals(file.path()))
        || split.name().isEmpty()) {
      return SiteOutcome.reported(pattern, "the image has no name here");
    }
    if (places.isNameless(split.name())) {
      return SiteOutcome.nameless(pattern);
    }
    var inner = Atoms.scope(split.tail()).orElse(scope);
    var placed =
        places.place(
            new DigestPlace.Image(
                file, inner, split.name(), tag, origin, text, Atoms.hasAlgorithm(split.tail())));
    if (placed.isEmpty()) {
      return SiteOutcome.reported(pattern, "no values can be reached from here");
    }
    var end = split.tail().isEmpty() ? split.start() : split.tail().getLast().area().end();
    var action = Atoms.action(file, new Area(split.start(), end), placed.get().call());
    List<DigestEdit> edits = new ArrayList<>(placed.get().more());
    edits.add(new DigestEdit(file.path(), split.start(), end, action));
    return SiteOutcome.all(
        placed.get().sources().stream()
            .map(source -> SiteOutcome.rewritten(pattern, edits, source))
            .toList());
  }
}
