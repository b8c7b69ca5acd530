package belay.deliver.autosync;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One YAML document of the repository, such as an object of Argo CD.
///
/// @param path the file that it stands in
/// @param index which of the file's documents it is, from 0
record ArgoCdDocument(String path, int index, YamlTree tree) {
  static final String GROUP = "argoproj.io/";

  /// The documents of a file; none where it is no YAML, which is for others to say.
  static List<ArgoCdDocument> in(String path, byte[] bytes) {
    List<ArgoCdDocument> documents = new ArrayList<>();
    try {
      for (var tree : YamlTree.parseAll(path, bytes)) {
        documents.add(new ArgoCdDocument(path, documents.size(), tree));
      }
    } catch (Failure notYaml) {
      return List.of();
    }
    return documents;
  }

  /// The same of files that have objects of Argo CD.
  static List<ArgoCdDocument> objects(String path, byte[] bytes) {
    return new String(bytes, UTF_8).contains(GROUP)
        ? in(path, bytes).stream().filter(document -> !document.kind().isEmpty()).toList()
        : List.of();
  }

  String kind() {
    return tree.text("apiVersion").filter(version -> version.startsWith(GROUP)).isPresent()
        ? tree.text("kind").orElse("")
        : "";
  }

  /// `file:line` of the deepest of these keys that is there.
  String place(List<String> keys) {
    for (var length = keys.size(); length > 0; length--) {
      var parent = at(keys.subList(0, length - 1));
      var key = keys.get(length - 1);
      var entry =
          parent.flatMap(node ->
              node instanceof YamlNode.Mapping mapping ? mapping.entry(key) : Optional.empty());
      if (entry.isPresent()) {
        return place(entry.get().key());
      }
    }
    return place(tree.root());
  }

  String place(YamlNode node) {
    return "%s:%d".formatted(path, node.span().line());
  }

  Optional<YamlNode> at(List<String> keys) {
    return tree.at(keys.toArray(String[]::new));
  }
}
