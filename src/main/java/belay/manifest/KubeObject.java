package belay.manifest;

import belay.yaml.tree.YamlNode;
import java.util.List;
import java.util.Optional;

/// One object of a rendered text or of a plain file.
///
/// @param file the text's name for messages
/// @param apiVersion such as `apps/v1`; empty where none is written
/// @param kind empty where none is written
/// @param namespace the one written in it
/// @param name empty where none is written, as with `generateName`
/// @param root what it holds, where it stands in the text
public record KubeObject(
    String file,
    String apiVersion,
    String kind,
    Optional<String> namespace,
    String name,
    YamlNode root) {
  /// All objects of a text of YAML or JSON, in their order: empty documents left out, lists taken
  /// apart.
  ///
  /// @throws belay.failure.Failure (usage) where it is neither, or too large
  public static List<KubeObject> read(String file, byte[] bytes) {
    return KubeObjectReader.read(file, bytes);
  }

  /// The API group; empty for the core.
  public String group() {
    var slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /// `file:line:column` of a node in it.
  public String place(YamlNode node) {
    return "%s:%d:%d".formatted(file, node.span().line(), node.span().column());
  }

  /// `Deployment/api`.
  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
