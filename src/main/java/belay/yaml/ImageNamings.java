package belay.yaml;

import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sees how a values file that somebody wrote names its image: which mapping says where an image is
/// and which version of it, and by which keys.
final class ImageNamings {
  private static final int DEEPEST = 31;
  private static final KeyPath USUAL = KeyPath.parse("image");
  private static final List<String> REPOSITORIES = List.of("repository", "graph");
  private static final Pattern REPOSITORY =
      Pattern.compile("(?i).*(?:repo|image|name|path|ur[il]).*");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][A-Za-z0-9._:-]*(?:/[A-Za-z0-9._-]+)+");
  private static final Pattern DIGEST = Pattern.compile("(?i).*(?:digest|sha(?:256)?)");
  private static final Pattern TAG = Pattern.compile("(?i).*tag|version");

  private final List<ImageNaming> found = new ArrayList<>();

  private ImageNamings() {}

  /// The one at the usual place, else the only one.
  static Optional<ImageNaming> in(List<Document> documents) {
    var namings = new ImageNamings();
    for (var document : documents) {
      if (document.root() instanceof Mapping root && !isObject(root)) {
        namings.below(List.of(), root);
      }
    }
    return namings.found.stream()
        .filter(naming -> naming.path().equals(USUAL))
        .findFirst()
        .or(() -> namings.found.stream().filter(_ -> namings.found.size() == 1).findFirst());
  }

  /// A Kubernetes object is nobody's values.
  private static boolean isObject(Mapping root) {
    return root.entry("apiVersion").isPresent() && root.entry("kind").isPresent();
  }

  private void below(List<String> above, Mapping mapping) {
    for (var entry : mapping.entries()) {
      var name = entry.name().filter(text -> !text.isBlank());
      if (name.isPresent() && entry.value() instanceof Mapping inner && above.size() < DEEPEST) {
        var path = new ArrayList<>(above);
        path.add(name.get());
        naming(KeyPath.of(path), inner)
            .ifPresentOrElse(found::add, () -> below(List.copyOf(path), inner));
      }
    }
  }

  private static Optional<ImageNaming> naming(KeyPath path, Mapping mapping) {
    var digest = key(mapping, entry -> isDigest(entry));
    var tag = key(mapping, entry -> !isDigest(entry) && TAG.matcher(name(entry)).matches());
    return digest.isEmpty() && tag.isEmpty()
        ? Optional.empty()
        : repository(mapping)
            .map(repository ->
                new ImageNaming(
                    path, new ImageKeys(repository, digest.orElse("digest"), tag.orElse("tag"))));
  }

  private static Optional<String> repository(Mapping mapping) {
    return REPOSITORIES.stream()
        .filter(key -> mapping.entry(key).flatMap(e -> Lookup.text(e.value())).isPresent())
        .findFirst()
        .or(() ->
            key(
                mapping,
                entry ->
                    !isDigest(entry)
                        && !TAG.matcher(name(entry)).matches()
                        && REPOSITORY.matcher(name(entry)).matches()
                        && NAME.matcher(text(entry)).matches()));
  }

  private static boolean isDigest(Entry entry) {
    return text(entry).startsWith("sha256:") || DIGEST.matcher(name(entry)).matches();
  }

  private static Optional<String> key(
      Mapping mapping, java.util.function.Predicate<Entry> condition) {
    return mapping.entries().stream()
        .filter(entry -> !name(entry).isBlank())
        .filter(entry -> entry.value().resolved() instanceof YamlNode.Scalar)
        .filter(condition)
        .findFirst()
        .flatMap(Entry::name);
  }

  private static String name(Entry entry) {
    return entry.name().orElse("");
  }

  private static String text(Entry entry) {
    return Lookup.text(entry.value()).orElse("");
  }
}
