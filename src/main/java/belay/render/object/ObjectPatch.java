package belay.render.object;

import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import java.util.List;
import java.util.Optional;

/// Small patches.
final class ObjectPatch {
  private static final Span NOWHERE = new Span(0, 0, 1, 1);

  static final YamlNode NOTHING = text("");

  private ObjectPatch() {}

  /// Sets one key, or takes it away where there is no value.
  static YamlNode entry(String key, Optional<YamlNode> value) {
    var entry = new YamlNode.Entry(text(key), value.orElseGet(() -> text("")));
    return new YamlNode.Mapping(NOWHERE, "", "", List.of(entry), false);
  }

  /// A plain text; the empty one is null.
  private static YamlNode text(String text) {
    return new YamlNode.Scalar(NOWHERE, "", "", text, YamlNode.Style.PLAIN);
  }
}
