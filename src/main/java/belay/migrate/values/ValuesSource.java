package belay.migrate.values;

import belay.yaml.edit.EditChecks;
import belay.yaml.tree.Source;
import belay.yaml.tree.TreeBuilder;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The text of a values file with what it says; values are found as Helm sees them, by aliases and
/// merge keys, at the place where they are written.
///
/// @param document the first of the file, which is the one that Helm reads; empty where it has none
record ValuesSource(Source source, Optional<YamlDocument> document) {
  private static final String EACH = "*";
  private static final int MOST = 2_000;

  static ValuesSource read(Source source) {
    return new ValuesSource(source, TreeBuilder.read(source).stream().findFirst());
  }

  /// An entry, and the mapping in which it is written.
  record Found(Mapping mapping, Entry entry) {}

  EditChecks checks() {
    return new EditChecks(source, document.orElseThrow());
  }

  /// What the file holds.
  Optional<YamlNode> root() {
    return document.map(YamlDocument::root);
  }

  /// The entries at the end of a path, each once.
  List<Found> entries(List<String> path) {
    List<Found> found = new ArrayList<>();
    Set<Entry> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (var node : nodes(path.subList(0, path.size() - 1))) {
      if (!(node instanceof Mapping mapping)) {
        continue;
      }
      var own =
          path.getLast().equals(EACH)
              ? mapping.entries().stream().map(entry -> new Found(mapping, entry)).toList()
              : entry(mapping, path.getLast(), 0).stream().toList();
      own.stream().filter(one -> seen.add(one.entry())).forEach(found::add);
    }
    return found;
  }

  /// The nodes at the end of a path, aliases followed.
  List<YamlNode> nodes(List<String> path) {
    List<YamlNode> nodes = new ArrayList<>();
    root().map(YamlNode::resolved).ifPresent(nodes::add);
    for (var key : path) {
      List<YamlNode> next = new ArrayList<>();
      for (var node : nodes) {
        children(node, key).stream().map(YamlNode::resolved).forEach(next::add);
      }
      nodes = next.stream().limit(MOST).toList();
    }
    return nodes;
  }

  /// The items of lists at the end of a path that ends in each of them.
  List<YamlNode> items(List<String> path) {
    if (!path.getLast().equals(EACH)) {
      return List.of();
    }
    return nodes(path.subList(0, path.size() - 1)).stream()
        .filter(node -> node instanceof Sequence)
        .flatMap(list -> ((Sequence) list).items().stream())
        .toList();
  }

  private static List<YamlNode> children(YamlNode node, String key) {
    return switch (node) {
      case Sequence list when key.equals(EACH) -> list.items();
      case Mapping mapping when key.equals(EACH) ->
          mapping.entries().stream().map(Entry::value).toList();
      case Mapping mapping ->
          entry(mapping, key, 0).map(found -> found.entry().value()).stream().toList();
      case YamlNode _ -> List.of();
    };
  }

  private static Optional<Found> entry(Mapping mapping, String key, int depth) {
    var own = mapping.entry(key).map(entry -> new Found(mapping, entry));
    if (own.isPresent() || depth > 8) {
      return own;
    }
    return mapping.entries().stream()
        .filter(Entry::isMerge)
        .map(entry -> entry.value().resolved())
        .flatMap(value ->
            value instanceof Sequence list
                ? list.items().stream().map(YamlNode::resolved)
                : java.util.stream.Stream.of(value))
        .flatMap(value ->
            value instanceof Mapping merged
                ? entry(merged, key, depth + 1).stream()
                : java.util.stream.Stream.empty())
        .findFirst();
  }

  /// Whether the value at the end of a path is written as an alias.
  boolean isAlias(List<String> path) {
    return !path.isEmpty()
        && entries(path).stream()
            .anyMatch(found -> found.entry().value() instanceof YamlNode.Alias);
  }
}
