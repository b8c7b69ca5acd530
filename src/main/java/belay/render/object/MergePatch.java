package belay.render.object;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes a tree as RFC 7386 says: mappings are merged, null takes a key away, and all else
/// replaces what was there. Every node stays the one that it was, so that it keeps its place.
public final class MergePatch {
  private MergePatch() {}

  /// The tree with a patch applied.
  public static YamlNode apply(YamlNode tree, YamlNode patch) {
    if (!(patch.resolved() instanceof Mapping changes)) {
      return patch.resolved();
    }
    List<Entry> entries =
        new ArrayList<>(
            tree.resolved() instanceof Mapping mapping ? mapping.entries() : List.<Entry>of());
    for (var change : changes.entries()) {
      var name = change.name().orElse("");
      var at = index(entries, name);
      var before = at < 0 ? Optional.<YamlNode>empty() : Optional.of(entries.get(at).value());
      if (change.value().resolved() instanceof Scalar scalar && scalar.isNull()) {
        before.ifPresent(_ -> entries.remove(at));
      } else if (at < 0) {
        entries.add(new Entry(change.key(), without(change.value())));
      } else {
        entries.set(at, new Entry(change.key(), apply(before.orElseThrow(), change.value())));
      }
    }
    return new Mapping(
        tree.resolved() instanceof Mapping mapping ? mapping.span() : changes.span(),
        "",
        "",
        entries,
        false);
  }

  /// The tree with more items in the list under a key, which may not be there yet.
  public static YamlNode appended(YamlNode tree, String key, List<YamlNode> more) {
    List<YamlNode> items = new ArrayList<>(ObjectNodes.items(tree, key));
    items.addAll(more);
    var list = new Sequence(tree.span(), "", "", items, false);
    return apply(tree, ObjectPatch.entry(key, Optional.of(list)));
  }

  /// What a patch adds has no nulls in it.
  private static YamlNode without(YamlNode added) {
    return added.resolved() instanceof Mapping mapping
        ? apply(new Mapping(mapping.span(), "", "", List.of(), mapping.flow()), mapping)
        : added.resolved();
  }

  private static int index(List<Entry> entries, String name) {
    for (var i = 0; i < entries.size(); i++) {
      if (entries.get(i).isNamed(name)) {
        return i;
      }
    }
    return -1;
  }
}
