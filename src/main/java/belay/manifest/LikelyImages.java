package belay.manifest;

import belay.image.ImageRef;
import belay.yaml.tree.Scalars;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Finds what stands under any other key `image` and reads as a reference.
final class LikelyImages {
  /// Ceph calls its block devices images; what stands in metadata runs nothing.
  private static final Set<String> ELSEWHERE = Set.of("rbd", "metadata");

  /// Schemas, which have examples and defaults.
  private static final String DEFINITION = "CustomResourceDefinition";

  private final FoundImages found;
  private final Set<YamlNode> searched = Collections.newSetFromMap(new IdentityHashMap<>());

  LikelyImages(FoundImages found) {
    this.found = found;
  }

  void search() {
    var object = found.object();
    if (!object.kind().equals(DEFINITION)) {
      search(Cursor.top(object.root()));
    }
  }

  private void search(Cursor at) {
    found.visit(at);
    switch (at.node()) {
      case Mapping mapping when searched.add(mapping) ->
          mapping.entries().forEach(entry -> entry(at, entry));
      case Sequence list when searched.add(list) -> {
        for (var i = 0; i < list.items().size(); i++) {
          search(at.item(i, list.items().get(i)));
        }
      }
      case YamlNode _ -> {}
    }
  }

  private void entry(Cursor at, Entry entry) {
    var name = entry.name().orElse("");
    if (ELSEWHERE.contains(name)) {
      return;
    }
    var value = at.key(name, entry.value());
    if (name.equals("image")
        && value.node() instanceof Scalar scalar
        && Scalars.isString(scalar)
        && !found.has(scalar)
        && ImageRef.read(scalar.value()).isPresent()) {
      found.add(ImageRole.KEY, at.name(), value, scalar.value());
    } else {
      search(value);
    }
  }
}
