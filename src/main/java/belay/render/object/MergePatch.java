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

  /// The same as Argo CD has it for sources, which reads what is patched over what was there: null
  /// takes nothing away, and an item of a list has the keys of the one in its place before that it
  /// does not have itself. Only `valuesObject` is one value.
  static YamlNode applyOver(YamlNode tree, YamlNode patch) {
    return switch (patch.resolved()) {
      case Mapping changes -> over(tree.resolved(), changes);
      case Sequence list when tree.resolved() instanceof Sequence before -> over(before, list);
      case YamlNode other -> other;
    };
  }

  private static YamlNode over(YamlNode tree, Mapping changes) {
    var before = tree instanceof Mapping mapping ? mapping.entries() : List.<Entry>of();
    List<Entry> entries = new ArrayList<>(before);
    for (var change : changes.entries()) {
      var value = change.value().resolved();
      var at = index(entries, change.name().orElse(""));
      if (value instanceof Scalar scalar && scalar.isNull()) {
        continue;
      }
      var old = at < 0 ? ObjectPatch.NOTHING : entries.get(at).value();
      var merged = change.isNamed("valuesObject") ? apply(old, value) : applyOver(old, value);
      var entry = new Entry(change.key(), merged);
      if (at < 0) {
        entries.add(entry);
      } else {
        entries.set(at, entry);
      }
    }
    var span = tree instanceof Mapping mapping ? mapping.span() : changes.span();
    return new Mapping(span, "", "", entries, false);
  }

  private static YamlNode over(Sequence before, Sequence list) {
    List<YamlNode> items = new ArrayList<>();
    for (var i = 0; i < list.items().size(); i++) {
      var item = list.items().get(i).resolved();
      var hasOld = i < before.items().size() && item instanceof Mapping;
      items.add(hasOld ? placed(applyOver(before.items().get(i), item), item) : item);
    }
    return new Sequence(list.span(), "", "", items, list.flow());
  }

  /// The item stands where the list stands that counts.
  private static YamlNode placed(YamlNode merged, YamlNode item) {
    return merged instanceof Mapping mapping
        ? new Mapping(item.span(), "", "", mapping.entries(), mapping.flow())
        : merged;
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
