package belay.yaml.image;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlNode;
import java.util.Optional;

/// The name of an image whose registry stands under a key of its own, as many charts have it:
/// `registry: docker.io` beside `repository: bitnami/nginx`, joined with a `/` when rendered.
///
/// A repository that begins with the registry itself is whole already, whatever the key beside it
/// is for. `graph` is a whole name by definition.
///
/// @param key the key's path, for messages
/// @param registry the key's value, a node for messages
/// @param text its text
record SplitName(KeyPath key, YamlNode registry, String text) {
  private static final String KEY = "registry";
  private static final String WHOLE = "graph";

  /// The registry beside an image's repository; empty where that is the whole name.
  static Optional<SplitName> beside(YamlNode image, ImageNaming naming) {
    var keys = naming.keys();
    if (keys.repository().equals(WHOLE) || keys.repositories().contains(KEY)) {
      return Optional.empty();
    }
    var written = text(image, keys.repository());
    return Lookup.find(image, KEY)
        .flatMap(node ->
            Lookup.text(node).map(text -> new SplitName(naming.path().child(KEY), node, text)))
        .filter(name -> !name.text.isBlank())
        .filter(_ -> written.isPresent() || text(image, WHOLE).isEmpty())
        .filter(name -> written.flatMap(name::rest).isEmpty());
  }

  /// The registry at a path of its own; empty where that says that there is none.
  ///
  /// @throws belay.failure.Failure (refused) where the file has nothing there
  static Optional<SplitName> at(Source source, Optional<YamlNode> node, KeyPath path) {
    var registry =
        node.orElseThrow(() ->
            new Failure(
                Kind.REFUSED,
                "%s has no %s, where belay.yaml says that the registry stands"
                    .formatted(source.name(), path),
                "write it there (\"\" where there is none), or leave registry out in belay.yaml"));
    Sops.requireReadable(source, registry, path.toString());
    return Lookup.text(registry)
        .filter(text -> !text.isBlank())
        .map(text -> new SplitName(path, registry, text));
  }

  /// The whole name, which a repository that begins with the registry is.
  String whole(String repository) {
    return rest(repository).isPresent() ? repository : join(repository);
  }

  private static Optional<String> text(YamlNode image, String key) {
    return Lookup.find(image, key).flatMap(Lookup::text);
  }

  /// The whole name.
  String join(String repository) {
    return repository.isBlank() ? repository : prefix() + repository;
  }

  /// What is left to be written beside the registry; empty where the name is of another one.
  Optional<String> rest(String whole) {
    return Optional.of(whole)
        .filter(name -> name.startsWith(prefix()))
        .map(name -> name.substring(prefix().length()));
  }

  private String prefix() {
    return text.endsWith("/") ? text : text + "/";
  }
}
