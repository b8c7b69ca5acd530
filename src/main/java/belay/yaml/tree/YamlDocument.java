package belay.yaml.tree;

import java.util.IdentityHashMap;
import java.util.Optional;

/// One document of a file.
///
/// @param root what it holds; null as a scalar where it holds nothing
/// @param start offset behind its `---` and directives
/// @param aliases by node (its identity, not its content) the first alias that stands for it
public record YamlDocument(
    YamlNode root, int start, IdentityHashMap<YamlNode, YamlNode.Alias> aliases) {
  /// The first alias of this very node, if it has one.
  public Optional<YamlNode.Alias> aliasOf(YamlNode node) {
    return Optional.ofNullable(aliases.get(node));
  }
}
