package belay.yaml;

import java.util.Optional;

/// The name of an image whose registry stands under a key of its own, as many charts have it:
/// `registry: docker.io` beside `repository: bitnami/nginx`, joined with a `/` when rendered.
///
/// A repository that begins with the registry itself is whole already, whatever the key beside it
/// is for. `graph` is a whole name by definition.
///
/// @param registry the key's value, a node for messages
/// @param text its text
record SplitName(YamlNode registry, String text) {
  private static final String KEY = "registry";
  private static final String WHOLE = "graph";

  /// Found in an image map; empty where its repository is the whole name.
  static Optional<SplitName> in(YamlNode image, ImageKeys keys) {
    if (keys.repository().equals(WHOLE) || keys.repositories().contains(KEY)) {
      return Optional.empty();
    }
    var written = text(image, keys.repository());
    return Lookup.find(image, KEY)
        .flatMap(node -> Lookup.text(node).map(text -> new SplitName(node, text)))
        .filter(name -> !name.text.isBlank())
        .filter(_ -> written.isPresent() || text(image, WHOLE).isEmpty())
        .filter(name -> written.flatMap(name::rest).isEmpty());
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
