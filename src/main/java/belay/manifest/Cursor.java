package belay.manifest;

import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a search is in an object.
///
/// @param parent what it came from; none at the top
/// @param step the key or `[number]`
/// @param node what stands here, aliases followed
/// @param depth how many steps it is from the top
record Cursor(@Nullable Cursor parent, String step, YamlNode node, int depth) {
  static Cursor top(YamlNode root) {
    return new Cursor(null, "", root.resolved(), 0);
  }

  Cursor key(String name, YamlNode value) {
    return new Cursor(this, name, value.resolved(), depth + 1);
  }

  Cursor item(int number, YamlNode value) {
    return new Cursor(this, "[" + number + "]", value.resolved(), depth + 1);
  }

  /// The name that stands here, or in the mapping around.
  String name() {
    return named(this).or(() -> Optional.ofNullable(parent).flatMap(Cursor::named)).orElse("");
  }

  private static Optional<String> named(Cursor cursor) {
    return Lookup.find(cursor.node, "name").flatMap(Lookup::text);
  }

  /// Such as `spec.containers[0].image`.
  String path() {
    var text = new StringBuilder();
    append(text);
    return text.toString();
  }

  private void append(StringBuilder text) {
    if (parent == null) {
      return;
    }
    parent.append(text);
    if (!text.isEmpty() && !step.startsWith("[")) {
      text.append('.');
    }
    text.append(step);
  }
}
