package belay.render.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.render.model.RenderedManifest;
import belay.render.object.NodeText;
import belay.render.object.ObjectNodes;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Takes what a tool prints apart into objects, as Argo CD does: empty documents left out, lists
/// taken apart.
final class ManifestSplitter {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---(?=\\s|$)[^\\n]*(?:\\n|$)");
  private static final Pattern SOURCE = Pattern.compile("\\A\\s*# Source: (\\S.*)\\n");
  private static final Pattern NOTHING = Pattern.compile("(?:\\s|#[^\\n]*(?:\\n|$))*");
  private static final Pattern LIST = Pattern.compile("(?m)^\\s*\\{|^['\"]?items['\"]?\\s*:");

  private ManifestSplitter() {}

  /// The texts of a stream's documents.
  static List<String> documents(String stream) {
    return SEPARATOR.splitAsStream(stream).toList();
  }

  /// The objects of a stream.
  ///
  /// @param template what a document comes from that does not say so itself
  /// @param path the path of a template in the repository, where it is there
  static List<RenderedManifest> split(
      String stream, String template, Function<String, Optional<String>> path) {
    List<RenderedManifest> manifests = new ArrayList<>();
    for (var document : documents(stream)) {
      var source = SOURCE.matcher(document);
      var named = source.find();
      var name = named ? String.valueOf(source.group(1)).strip() : template;
      var text = named ? document.substring(source.end()) : document;
      if (!NOTHING.matcher(text).matches()) {
        for (var object : objects(text)) {
          manifests.add(new RenderedManifest(name, path.apply(name), object));
        }
      }
    }
    return manifests;
  }

  /// The text itself, or one for each item of a list.
  private static List<String> objects(String text) {
    if (!LIST.matcher(text).find()) {
      return List.of(text.strip() + "\n");
    }
    var root = YamlTree.parse("manifest", text.getBytes(UTF_8)).root().resolved();
    var items = Lookup.find(root, "items").map(YamlNode::resolved);
    if (items.isPresent() && items.get() instanceof Sequence list) {
      return list.items().stream()
          .filter(item -> item.resolved() instanceof Mapping)
          .map(NodeText::block)
          .toList();
    }
    return items.filter(ManifestSplitter::isNull).isPresent()
            && ObjectNodes.at(root, "spec").isEmpty()
            && ObjectNodes.at(root, "status").isEmpty()
        ? List.of()
        : List.of(text.strip() + "\n");
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }
}
