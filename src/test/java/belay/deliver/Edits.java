package belay.deliver;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Sets of files, compared and changed.
final class Edits {
  private Edits() {}

  /// The paths that differ.
  static Set<String> changed(Map<String, String> before, Map<String, String> after) {
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    paths.removeIf(path -> same(before, after, path));
    return paths;
  }

  static boolean same(Map<String, String> one, Map<String, String> other, String path) {
    return Objects.equals(one.get(path), other.get(path));
  }

  static void set(Map<String, String> files, String path, Optional<String> text) {
    text.ifPresentOrElse(t -> files.put(path, t), () -> files.remove(path));
  }
}
