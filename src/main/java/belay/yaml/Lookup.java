package belay.yaml;

import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import belay.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;

/// Finds values as Helm would see them: aliases followed, merge keys obeyed.
final class Lookup {
  private static final int MOST_MERGES = 100;

  private Lookup() {}

  static Optional<YamlNode> find(YamlNode root, List<String> keys) {
    var node = Optional.of(root);
    for (var key : keys) {
      node = node.flatMap(n -> child(n.resolved(), key));
    }
    return node;
  }

  private static Optional<YamlNode> child(YamlNode node, String key) {
    return node instanceof Mapping mapping
        ? mapping.entry(key).map(Entry::value).or(() -> merged(mapping, key, 0))
        : Optional.empty();
  }

  /// The value that a mapping gets for a key from the mappings that it merges.
  static Optional<YamlNode> merged(Mapping mapping, String key) {
    return merged(mapping, key, 0);
  }

  private static Optional<YamlNode> merged(Mapping mapping, String key, int depth) {
    for (var entry : mapping.entries()) {
      if (entry.isMerge() && depth < MOST_MERGES) {
        var value = fromMerge(entry.value().resolved(), key, depth + 1);
        if (value.isPresent()) {
          return value;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<YamlNode> fromMerge(YamlNode merged, String key, int depth) {
    var sources = merged instanceof Sequence list ? list.items() : List.of(merged);
    for (var source : sources) {
      if (source.resolved() instanceof Mapping mapping) {
        var value = mapping.entry(key).map(Entry::value).or(() -> merged(mapping, key, depth));
        if (value.isPresent()) {
          return value;
        }
      }
    }
    return Optional.empty();
  }
}
