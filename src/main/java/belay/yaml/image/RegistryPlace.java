package belay.yaml.image;

import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A registry that stands apart from the images of a file, as `global.imageRegistry` does: charts
/// join the two.
///
/// @param path the way to it
/// @param value what says it
record RegistryPlace(KeyPath path, YamlNode value) {
  private static final int DEEPEST = 31;

  /// Where a file says a registry; empty where it does not.
  ///
  /// @param registry host and path, without a `/` at the end
  static Optional<RegistryPlace> of(List<YamlDocument> documents, String registry) {
    return documents.stream()
        .flatMap(document -> in(document.root(), List.of(), registry).stream())
        .findFirst();
  }

  private static Optional<RegistryPlace> in(YamlNode node, List<String> above, String registry) {
    if (!(node instanceof Mapping mapping) || above.size() == DEEPEST) {
      return Optional.empty();
    }
    for (var entry : mapping.entries()) {
      var path = new ArrayList<>(above);
      path.add(entry.name().orElse(""));
      var found =
          says(entry, registry)
              ? Optional.of(new RegistryPlace(KeyPath.of(path), entry.value()))
              : in(entry.value(), path, registry);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean says(YamlNode.Entry entry, String registry) {
    return entry.name().filter(n -> n.toLowerCase(Locale.ROOT).endsWith("registry")).isPresent()
        && Lookup.text(entry.value())
            .filter(text -> text.replaceFirst("/$", "").equals(registry))
            .isPresent();
  }
}
