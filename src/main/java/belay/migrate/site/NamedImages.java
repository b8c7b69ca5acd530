package belay.migrate.site;

import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.ValuesView;
import belay.yaml.tree.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Keys for images that only templates name: `images.busybox`, one for each image of a chart.
final class NamedImages {
  private static final List<String> HOMES = List.of("images", "containerImages", "templateImages");

  private record Named(String chart, String repository, String tag) {}

  private final ValuesView values;
  private final Map<Named, Origin.Values> given = new HashMap<>();

  NamedImages(ValuesView values) {
    this.values = values;
  }

  /// The mapping of an image.
  ///
  /// @param repository its name without tag
  Origin.Values mapping(String chart, String repository, String tag) {
    var named = new Named(chart, repository, tag);
    var there = given.get(named);
    if (there == null) {
      there = free(home(chart), word(repository));
      given.put(named, there);
    }
    return there;
  }

  /// An image that is written out in a template.
  SiteOutcome literal(Atom.Lit lit, Scope scope, DigestPlace places) {
    var text = lit.text();
    if (text.contains("@")) {
      return SiteOutcome.already("literal@digest", List.of());
    }
    if (!Atoms.isReference(text)) {
      return SiteOutcome.reported("literal", "\"%s\" is no image".formatted(text.strip()));
    }
    var slash = text.lastIndexOf('/');
    var colon = text.indexOf(':', slash + 1);
    var repository = colon < 0 ? text : text.substring(0, colon);
    var tag = colon < 0 ? "" : text.substring(colon + 1);
    var chart = DigestPlace.chart(scope);
    if (chart.isEmpty()) {
      return SiteOutcome.reported("literal", "no values can be reached from here");
    }
    var mapping = mapping(chart.get(), repository, tag);
    var reach = Operand.reach(mapping, scope);
    if (reach.isEmpty()) {
      return SiteOutcome.reported("literal", "no values can be reached from here");
    }
    var words =
        "{{ %s }}{{ %s }}"
            .formatted(
                Operand.field(reach.get(), "repository"),
                places.call(lit.file(), reach.get(), "digest"));
    // Without quotes a brace would begin a mapping; Helm has it replaced before YAML is read.
    var edit = new DigestEdit(lit.file().path(), lit.area().start(), lit.area().end(), words);
    return SiteOutcome.rewritten(
        colon < 0 ? "literal" : "literal:tag",
        List.of(edit),
        new ImageOrigin(
            ImageOrigin.Kind.NAMED,
            List.of(mapping.child("repository")),
            List.of(),
            mapping.child("digest"),
            repository,
            Optional.of(repository),
            Optional.of(text),
            false));
  }

  private Origin.Values home(String chart) {
    var root = new Origin.Values(chart, List.of());
    return HOMES.stream()
        .map(root::child)
        .filter(home ->
            values
                .find(home)
                .filter(node -> !(node instanceof YamlNode.Mapping map && isOpen(map)))
                .isEmpty())
        .findFirst()
        .orElse(root.child("belayImages"));
  }

  /// Whether keys of images may stand in a mapping: each of its keys is one.
  private static boolean isOpen(YamlNode.Mapping map) {
    return map.entries().stream()
        .allMatch(entry -> entry.value().resolved() instanceof YamlNode.Mapping);
  }

  private Origin.Values free(Origin.Values home, String word) {
    var candidate = home.child(word);
    for (var number = 2;
        values.find(candidate).isPresent() || given.containsValue(candidate);
        number++) {
      candidate = home.child(word + number);
    }
    return candidate;
  }

  /// The last part of a name, as a key that templates can say.
  private static String word(String repository) {
    var last = repository.substring(repository.lastIndexOf('/') + 1);
    var word = new StringBuilder();
    for (var part : last.split("[^A-Za-z0-9]+")) {
      word.append(
          word.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    var text = word.toString();
    return text.isEmpty() || Character.isDigit(text.charAt(0)) ? "image" + text : text;
  }
}
