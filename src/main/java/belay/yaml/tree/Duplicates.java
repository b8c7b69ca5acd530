package belay.yaml.tree;

import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds keys that stand twice in one mapping; parsers disagree on which of the two counts.
public final class Duplicates {
  private Duplicates() {}

  /// Two entries of the same name.
  public record Pair(Entry first, Entry second) {}

  /// The first key that stands twice.
  public static Optional<Pair> find(Mapping mapping) {
    Map<String, Entry> seen = new HashMap<>();
    for (var entry : mapping.entries()) {
      var name = entry.name();
      if (name.isPresent()) {
        var first = seen.putIfAbsent(name.get(), entry);
        if (first != null) {
          return Optional.of(new Pair(first, entry));
        }
      }
    }
    return Optional.empty();
  }
}
