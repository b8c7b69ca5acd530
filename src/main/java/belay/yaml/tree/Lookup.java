package belay.yaml.tree;

import belay.yaml.tree.KeyPath.Step;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds values as Helm would see them: aliases followed, merge keys obeyed.
public final class Lookup {
  private final String key;

  /// Mappings that were searched in vain. Merges may form a net in which the number of ways doubles
  /// at every step.
  private final Set<Mapping> searched = Collections.newSetFromMap(new IdentityHashMap<>());

  private Lookup(String key) {
    this.key = key;
  }

  /// The node at the end of a path; empty where a step leads nowhere.
  public static Optional<YamlNode> find(YamlNode root, List<Step> steps) {
    var node = Optional.of(root);
    for (var step : steps) {
      node = node.flatMap(n -> next(n.resolved(), step));
    }
    return node;
  }

  /// The value of a key, its own or merged in.
  public static Optional<YamlNode> find(YamlNode mapping, String key) {
    return new Lookup(key).in(mapping.resolved());
  }

  private static Optional<YamlNode> next(YamlNode node, Step step) {
    return step instanceof Step.Key(var name) ? find(node, name) : items(node, step).findFirst();
  }

  /// The items of a list that a step means.
  public static Stream<YamlNode> items(YamlNode node, Step step) {
    if (!(node instanceof Sequence list)) {
      return Stream.empty();
    }
    return switch (step) {
      case Step.Key _ -> Stream.empty();
      case Step.Index(var number) -> list.items().stream().skip(number).limit(1);
      case Step.Named(var key, var value) ->
          list.items().stream()
              .filter(item -> find(item, key).flatMap(Lookup::text).equals(Optional.of(value)));
    };
  }

  /// The value that a mapping gets for a key from the mappings that it merges.
  public static Optional<YamlNode> merged(Mapping mapping, String key) {
    return new Lookup(key).merged(mapping);
  }

  /// A value's text, aliases followed; empty where it is null, a mapping or a list.
  public static Optional<String> text(YamlNode node) {
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
