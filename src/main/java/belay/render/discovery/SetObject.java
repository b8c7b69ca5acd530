package belay.render.discovery;

import belay.render.object.ObjectNodes;
import belay.render.object.ObjectPlace;
import belay.yaml.tree.YamlNode;

/// One ApplicationSet.
///
/// @param file the file in Git that says it
public record SetObject(String file, YamlNode root) {
  public String name() {
    return ObjectNodes.text(root, "metadata", "name");
  }

  public ObjectPlace place(YamlNode node) {
    return ObjectPlace.of("", file, node.span());
  }

  @Override
  public String toString() {
    return "ApplicationSet " + name();
  }
}
