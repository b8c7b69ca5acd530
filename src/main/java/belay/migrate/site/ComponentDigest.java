package belay.migrate.site;

import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Places the digest of an image whose repository and tag a component may give, or else what counts
/// for all components: `coalesce .component.repository .general.repository`. The digest is that of
/// whoever the repository comes from, unless the component has one of its own.
record ComponentDigest(DigestPlace places) {
  private static final Set<String> FIRST = Set.of("coalesce", "default", "or");

  /// The place; empty where it is another kind of image.
  ///
  /// @param names the values that its name is made of
  Optional<DigestPlace.Placed> place(DigestPlace.Image image, List<ValueReference> names) {
    var tags = image.tag();
    var repositories = names.stream().filter(one -> !Keys.isRegistry(one.key())).toList();
    if (tags.size() < 2
        || tags.size() != repositories.size()
        || !isFirstOf(image.name().getLast())) {
      return Optional.empty();
    }
    var key = DigestPlace.key(image, tags.getFirst());
    List<ImageOrigin> sources = new ArrayList<>();
    var found = false;
    for (var i = 0; i < tags.size(); i++) {
      var repository = repositories.get(i);
      if (!isBeside(image, tags.get(i), repository, key)) {
        return Optional.empty();
      }
      var last = i + 1 == tags.size();
      for (var origin : tags.get(i).origins()) {
        var counts = !found && (last || isNamed(origin, repository));
        sources.add(source(image.taggedBy(tags.get(i)), repository, origin, key, counts));
      }
      found |= tags.get(i).origins().stream().allMatch(origin -> isNamed(origin, repository));
    }
    var mapping = mapping(repositories, key);
    return Optional.of(
        new DigestPlace.Placed(places.call(image.file(), mapping, key), List.of(), sources));
  }

  /// Whether the first of some values that is not empty is printed.
  private static boolean isFirstOf(Atom atom) {
    return atom instanceof Atom.Out out && isFirstOf(out.pipeline(), out.scope());
  }

  private static boolean isFirstOf(TemplatePipeline pipeline, Scope scope) {
    var last = pipeline.commands().getLast();
    if (last.function().isEmpty()
        && last.words().getFirst() instanceof TemplateExpression.Variable variable
        && variable.fields().isEmpty()) {
      return scope
          .variable(variable.name())
          .filter(there -> there.assignments().size() == 1)
          .map(there -> there.assignments().getFirst())
          .filter(there -> isFirstOf(there.pipeline(), there.scope()))
          .isPresent();
    }
    return last.function().filter(FIRST::contains).isPresent();
  }

  /// Whether a tag and a repository stand in one mapping, where a digest may, too.
  private boolean isBeside(
      DigestPlace.Image image, ValueReference tag, ValueReference repository, String key) {
    return tag.mapping().equals(repository.mapping())
        && tag.handed().isEmpty()
        && DigestPlace.key(image, tag).equals(key)
        && !DigestPlace.isOneOf(places.known().shared(), tag, key)
        && !isTagAlone(tag, repository.key());
  }

  private ImageOrigin source(
      DigestPlace.Image image,
      ValueReference repository,
      Origin.Values tag,
      String key,
      boolean counts) {
    var registry = places.identity(image.name().subList(0, image.name().size() - 1));
    return places.source(
        image,
        registry + places.text(tag.parent().child(repository.key())),
        List.of(repository),
        tag.parent().child(key),
        counts ? ImageOrigin.Kind.BESIDE : ImageOrigin.Kind.SPARE);
  }

  private boolean isNamed(Origin.Values tag, ValueReference repository) {
    return places
        .values()
        .text(tag.parent().child(repository.key()))
        .filter(text -> !text.isEmpty())
        .isPresent();
  }

  /// Whether some values say the tag of an image whose name others say: without a digest of its own
  /// it would be taken for theirs.
  private boolean isTagAlone(ValueReference tag, String repository) {
    return tag.origins().stream()
        .flatMap(origin -> places.values().all(origin.parent()).stream())
        .anyMatch(image -> !isEmpty(image, tag.key()) && isEmpty(image, repository));
  }

  private static boolean isEmpty(YamlNode mapping, String key) {
    return Lookup.find(mapping, key)
        .flatMap(Lookup::text)
        .filter(text -> !text.isEmpty())
        .isEmpty();
  }

  /// The first mapping that has a repository or a digest of its own.
  private static String mapping(List<ValueReference> repositories, String digest) {
    var text = repositories.getLast().mapping();
    for (var one : repositories.reversed().subList(1, repositories.size())) {
      text =
          "(ternary %s %s (not (empty (or %s %s))))"
              .formatted(
                  one.mapping(),
                  text,
                  Operand.field(one.mapping(), one.key()),
                  Operand.field(one.mapping(), digest));
    }
    return text;
  }
}
