package belay.yaml.edit;

import belay.failure.Failure;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.KeyPath.Step;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way down a document to the image map, step by step.
record Descent(EditChecks checks, KeyPath path) {
  MapLocation from(Mapping root) {
    return node(root, Optional.empty(), 0);
  }

  /// @param depth how many steps lead to this mapping
  private MapLocation in(Mapping mapping, int depth) {
    var here = path.begin(depth);
    checks.mapping(here, mapping);
    if (!(path.steps().get(depth) instanceof Step.Key(var key))) {
      throw noList(mapping, depth);
    }
    var entry = mapping.entry(key);
    if (entry.isEmpty()) {
      checks.notMerged(here, mapping, key);
      return new MapLocation.Lacking(checks, mapping, keysFrom(mapping, depth));
    }
    return value(mapping, entry.get(), depth + 1);
  }

  private MapLocation value(Mapping parent, Entry entry, int depth) {
    if (entry.value() instanceof Scalar value && value.isNull()) {
      checks.notShared(path.begin(depth), value);
      return new MapLocation.Vacant(checks, parent, entry, keysFrom(value, depth));
    }
    return node(entry.value(), Optional.of(entry), depth);
  }

  private MapLocation node(YamlNode node, Optional<Entry> owner, int depth) {
    var last = depth == path.steps().size();
    return switch (node) {
      case Mapping value when last -> {
        checks.mapping(path.toString(), value);
        yield new MapLocation.Found(checks, value, owner);
      }
      case Mapping value -> in(value, depth);
      case Sequence list when !last && !(path.steps().get(depth) instanceof Step.Key) ->
          item(list, depth);
      case Alias alias -> throw checks.alias(path.begin(depth), alias);
      case YamlNode other when last || path.steps().get(depth) instanceof Step.Key ->
          throw checks.notMapping(path.begin(depth), other);
      case YamlNode other -> throw noList(other, depth);
    };
  }

  private MapLocation item(Sequence list, int depth) {
    checks.notShared(path.begin(depth), list);
    var items = Lookup.items(list, path.steps().get(depth)).toList();
    if (items.isEmpty()) {
      throw checks
          .source()
          .failure(
              list,
              "%s has no item %s"
                  .formatted(
                      path.begin(depth),
                      path.begin(depth + 1).substring(path.begin(depth).length())),
              "add the item to the file, or correct the path in belay.yaml");
    }
    if (items.size() > 1) {
      throw checks
          .source()
          .failure(
              items.get(1),
              "%s is more than one item, in lines %d and %d"
                  .formatted(
                      path.begin(depth + 1),
                      items.get(0).span().line(),
                      items.get(1).span().line()),
              "name one by its number in belay.yaml, such as %s[0]".formatted(path.begin(depth)));
    }
    return node(items.getFirst(), Optional.empty(), depth + 1);
  }

  /// The keys that are to be made; an item of a list never is.
  private List<String> keysFrom(YamlNode place, int depth) {
    List<String> keys = new ArrayList<>();
    for (var i = depth; i < path.steps().size(); i++) {
      if (!(path.steps().get(i) instanceof Step.Key(var name))) {
        throw checks
            .source()
            .failure(
                place,
                "there is no %s, and no list is made up".formatted(path.begin(i + 1)),
                "add it to the file, or correct the path in belay.yaml");
      }
      keys.add(name);
    }
    return keys;
  }

  private Failure noList(YamlNode node, int depth) {
    return checks
        .source()
        .failure(
            node,
            "%s is %s, not a list".formatted(path.begin(depth), node.kind()),
            "correct the path in belay.yaml");
  }
}
