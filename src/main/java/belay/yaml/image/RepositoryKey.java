package belay.yaml.image;

import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What a file calls the repository of an image, seen in its other images.
final class RepositoryKey {
  private RepositoryKey() {}

  /// The configured name, unless the file's image maps use only the other one.
  static String of(List<YamlDocument> documents, ImageKeys keys) {
    var names = keys.repositories();
    var preferred = names.getFirst();
    if (names.size() == 1 || uses(documents, keys, preferred)) {
      return preferred;
    }
    var other = names.getLast();
    return uses(documents, keys, other) ? other : preferred;
  }

  private static boolean uses(List<YamlDocument> documents, ImageKeys keys, String name) {
    Deque<YamlNode> left = new ArrayDeque<>();
    documents.forEach(document -> left.add(document.root()));
    while (!left.isEmpty()) {
      switch (left.poll()) {
        case Mapping mapping -> {
          if (isImage(mapping, keys, name)) {
            return true;
          }
          mapping.entries().stream().map(Entry::value).forEach(left::add);
        }
        case Sequence list -> left.addAll(list.items());
        case Scalar _, YamlNode.Alias _ -> {}
      }
    }
    return false;
  }

  private static boolean isImage(Mapping mapping, ImageKeys keys, String name) {
    return mapping.entry(name).isPresent()
        && (mapping.entry(keys.digest()).isPresent() || mapping.entry(keys.tag()).isPresent());
  }
}
