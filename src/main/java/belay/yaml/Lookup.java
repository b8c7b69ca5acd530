package belay.yaml;

import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import belay.yaml.YamlNode.Scalar;
import belay.yaml.YamlNode.Sequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds values as Helm would see them: aliases followed, merge keys obeyed.
final class Lookup {
  private final String key;

  /// Mappings that were searched in vain. Merges may form a net in which the number of ways doubles
  /// at every step.
  private final Set<Mapping> searched = Collections.newSetFromMap(new IdentityHashMap<>());

  private Lookup(String key) {
    this.key = key;
  }

  static Optional<YamlNode> find(YamlNode root, List<String> keys) {
    var node = Optional.of(root);
    for (var key : keys) {
      node = node.flatMap(n -> new Lookup(key).in(n.resolved()));
    }
    return node;
  }

  /// The value that a mapping gets for a key from the mappings that it merges.
  static Optional<YamlNode> merged(Mapping mapping, String key) {
    return new Lookup(key).merged(mapping);
  }

  /// A value's text, aliases followed; empty where it is null, a mapping or a list.
  static Optional<String> text(YamlNode node) {
    return node.resolved() instanceof Scalar scalar && !scalar.isNull()
        ? Optional.of(scalar.value())
        : Optional.empty();
  }

  private Optional<YamlNode> in(YamlNode node) {
    return node instanceof Mapping mapping && searched.add(mapping)
        ? mapping.entry(key).map(Entry::value).or(() -> merged(mapping))
        : Optional.empty();
  }

  private Optional<YamlNode> merged(Mapping mapping) {
    return mapping.entries().stream()
        .filter(Entry::isMerge)
        .map(entry -> entry.value().resolved())
        .flatMap(value -> value instanceof Sequence list ? list.items().stream() : Stream.of(value))
        .flatMap(source -> in(source.resolved()).stream())
        .findFirst();
  }
}
