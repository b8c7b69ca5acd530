package belay.migrate.site;

import belay.migrate.model.DigestHelper;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateFile;
import belay.migrate.origin.ValuesView;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Chooses where the digest of an image stands in the values, and writes the call that renders it.
///
/// @param known what is known of the values
record DigestPlace(
    ReferenceFinder finder, ValuesView values, NamedImages named, SiteFinder.KnownValues known) {
  /// A digest's place.
  ///
  /// @param call what is to stand in a template, without braces
  /// @param more what has to be edited where a helper is called, too
  /// @param sources where it comes from, one for each value that it may be
  record Placed(String call, List<DigestEdit> more, List<ImageOrigin> sources) {}

  /// An image whose tag is replaced.
  ///
  /// @param name what its name is made of
  /// @param tag the values that its tag is made of, the first that counts first
  /// @param tagOrigin where the tag comes from; unknown where it is a text
  /// @param tagText the tag, where it is a text
  /// @param bare whether digests that are there lack their algorithm, which stands in the template
  record Image(
      TemplateFile file,
      Scope scope,
      List<Atom> name,
      List<ValueReference> tag,
      Origin tagOrigin,
      String tagText,
      boolean bare) {
    Image(
        TemplateFile file,
        Scope scope,
        List<Atom> name,
        List<ValueReference> tag,
        Origin tagOrigin,
        String tagText) {
      this(file, scope, name, tag, tagOrigin, tagText, false);
    }

    Image taggedBy(ValueReference one) {
      return new Image(file, scope, name, List.of(one), tagOrigin, tagText, bare);
    }
  }

  /// The place; empty where no values can be reached from there.
  Optional<Placed> place(Image image) {
    var names = finder.in(image.name());
    var first = new ComponentDigest(this).place(image, names);
    if (first.isPresent()) {
      return first;
    }
    var own =
        image.tag().stream()
            .filter(one -> !one.isGlobal())
            .findFirst()
            .or(() -> image.tag().stream().findFirst());
    if (own.isPresent() && !isOneOf(known.shared(), own.get(), key(image, own.get()))) {
      return own.get().handed().isPresent()
          ? new HandedDigest(this).place(image, names, own.get())
          : Optional.of(beside(image, names, own.get(), key(image, own.get())));
    }
    var repository = names.stream().filter(one -> !Keys.isRegistry(one.key())).toList();
    if (!repository.isEmpty()
        && !isOtherTag(image, repository.getLast())
        && image.name().getLast() instanceof Atom.Out
        && repository.getLast().handed().isEmpty()
        && !repository.getLast().isGlobal()
        && !isOneOf(known.taken(), repository.getLast(), digestKey(repository.getLast()))) {
      var last = repository.getLast();
      return Optional.of(beside(image, names, last, digestKey(last)));
    }
    return inNamed(image, names);
  }

  private static String digestKey(ValueReference name) {
    return Keys.digestForName(name.key());
  }

  static boolean isOneOf(Set<Origin.Values> some, ValueReference beside, String key) {
    return beside.handed().isEmpty()
        && beside.origins().stream().anyMatch(one -> some.contains(one.parent().child(key)));
  }

  /// Whether a tag that is written out stands beside one in the values, which is of another image.
  private boolean isOtherTag(Image image, ValueReference repository) {
    return !image.tagText().isEmpty()
        && repository.origins().stream()
            .flatMap(origin -> values.find(origin.parent()).stream())
            .anyMatch(node ->
                node instanceof YamlNode.Mapping map
                    && map.entries().stream()
                        .flatMap(entry -> entry.name().stream())
                        .anyMatch(Keys::isTag));
  }

  /// Whether what follows an @ has to be replaced: a digest that lacks its algorithm, or one that
  /// is written where the tag stands.
  boolean isMakeshift(List<Atom> tail) {
    var read = finder.in(tail);
    return Atoms.isBareDigest(tail)
        || (read.stream().noneMatch(one -> Keys.isDigest(one.key()))
            && read.stream().anyMatch(one -> Keys.isTag(one.key())));
  }

  /// The key of the digest: that which is there already, where it holds whole digests.
  static String key(Image image, ValueReference beside) {
    var there = Keys.isDigest(beside.key());
    if (there && !image.bare()) {
      return beside.key();
    }
    return there ? "digest" : Keys.digestForTag(beside.key());
  }

  private Placed beside(
      Image image, List<ValueReference> names, ValueReference beside, String key) {
    List<ImageOrigin> sources = new ArrayList<>();
    for (var origin : beside.origins()) {
      sources.add(source(image, names, origin.parent().child(key), ImageOrigin.Kind.BESIDE));
    }
    return new Placed(call(image.file(), beside.mapping(), key), List.of(), sources);
  }

  private Optional<Placed> inNamed(Image image, List<ValueReference> names) {
    var chart = chart(image.scope());
    if (chart.isEmpty()) {
      return Optional.empty();
    }
    var last =
        image.name().getLast() instanceof Atom.Lit lit ? lit.text() : values.chartName(chart.get());
    var mapping = named.mapping(chart.get(), identity(image.name()) + "/" + last, image.tagText());
    return Operand.reach(mapping, image.scope())
        .map(text ->
            new Placed(
                call(image.file(), text, "digest"),
                List.of(),
                List.of(source(image, names, mapping.child("digest"), ImageOrigin.Kind.BESIDE))));
  }

  /// The chart whose values a scope leads to.
  static Optional<String> chart(Scope scope) {
    List<Origin> all = new ArrayList<>(List.of(scope.root(), scope.dot()));
    all.addAll(scope.names().values());
    return all.stream()
        .flatMap(one ->
            one instanceof Origin.Pairs(var entries)
                ? entries.values().stream()
                : java.util.stream.Stream.of(one))
        .flatMap(one ->
            one instanceof Origin.Either(var inner)
                ? inner.stream()
                : java.util.stream.Stream.of(one))
        .flatMap(one ->
            one instanceof Origin.Root(var chart)
                ? java.util.stream.Stream.of(chart)
                : java.util.stream.Stream.empty())
        .findFirst();
  }

  ImageOrigin source(
      Image image, List<ValueReference> names, Origin.Values digest, ImageOrigin.Kind kind) {
    return source(image, identity(image.name()), names, digest, kind);
  }

  ImageOrigin source(
      Image image,
      String name,
      List<ValueReference> names,
      Origin.Values digest,
      ImageOrigin.Kind kind) {
    var tags =
        image.tag().stream()
            .flatMap(one -> one.origins().stream())
            .filter(one -> !one.equals(digest) && !one.key().equals(digest.key()))
            .distinct()
            .toList();
    var tag =
        image.tagText().isEmpty() ? values.text(image.tagOrigin()) : Optional.of(image.tagText());
    var reference =
        name.contains("{")
            ? Optional.<String>empty()
            : tag.map(text -> text.isEmpty() ? name : name + ":" + text);
    return new ImageOrigin(
        kind,
        names.stream().flatMap(one -> one.origins().stream()).distinct().toList(),
        tags,
        digest,
        image.tagText().isEmpty() ? name : name + ":" + image.tagText(),
        Optional.empty(),
        reference,
        image.tagOrigin().isAppVersion());
  }

  /// Whether a name is empty by default, or ends with its registry.
  boolean isNameless(List<Atom> name) {
    var identity = identity(name);
    return identity.isEmpty() || identity.endsWith("/");
  }

  /// What a name is: its texts, its values by default, and where they come from otherwise.
  String identity(List<Atom> name) {
    var text = new StringBuilder();
    for (var atom : name) {
      switch (atom) {
        case Atom.Lit lit -> text.append(lit.text());
        case Atom.Out out -> {
          var origin = finder.walk().pipeline(out.pipeline(), out.scope(), "");
          text.append(text(origin));
        }
        case Atom.Fork _ -> text.append("{}");
      }
    }
    return text.toString().strip();
  }

  String text(Origin origin) {
    return values
        .text(origin)
        .filter(one -> !one.isEmpty() || !origin.values().isEmpty())
        .orElseGet(() -> "{" + origin.values() + "}");
  }

  /// The call of a chart's helper.
  String call(TemplateFile file, String mapping, String key) {
    var image =
        key.equals("digest")
            ? mapping
            : "(dict \"digest\" %s \"%s\" %s)"
                .formatted(
                    Operand.field(mapping, key),
                    DigestHelper.ALLOW_EMPTY,
                    Operand.field(mapping, DigestHelper.ALLOW_EMPTY));
    return "include \"%s\" (dict \"image\" %s \"key\" \"%s\")"
        .formatted(DigestHelper.name(values.chartName(file.chart())), image, DigestEdit.KEY);
  }
}
