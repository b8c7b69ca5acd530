package belay.render.values;

import belay.render.tree.SourceTree;
import belay.yaml.tree.YamlNode;
import java.util.Optional;

/// A values file that a chart is rendered with.
///
/// @param entry what names it in the Application
/// @param tree the repository that it is in; empty for a URL
/// @param path its path there, or the URL
public record ValueFile(YamlNode entry, Optional<SourceTree> tree, String path) {
  /// How helm is to be told.
  public String argument() {
    return tree.flatMap(files -> files.file(path)).map(Object::toString).orElse(path);
  }

  /// Whether two entries mean the same file.
  boolean isSame(ValueFile other) {
    return tree.equals(other.tree) && path.equals(other.path);
  }
}
