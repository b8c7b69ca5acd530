package belay.migrate.companion;

import belay.migrate.model.KeyChange;
import java.util.Comparator;
import java.util.List;

/// Changes of keys in the order in which files follow them.
final class TagChanges {
  private TagChanges() {}

  /// Versions first, as they are described like the tag that goes; and each digest with its tag,
  /// also where that stands under another name now.
  static List<KeyChange> sorted(List<KeyChange> changes) {
    return changes.stream()
        .map(
            change -> change instanceof KeyChange.Digest digest ? withTag(digest, changes) : change)
        .sorted(Comparator.comparing(change -> !(change instanceof KeyChange.Version)))
        .toList();
  }

  private static KeyChange withTag(KeyChange.Digest digest, List<KeyChange> changes) {
    if (!digest.tag().isEmpty()) {
      return digest;
    }
    return changes.stream()
        .filter(KeyChange.Version.class::isInstance)
        .map(KeyChange.Version.class::cast)
        .filter(version ->
            !version.tag().isEmpty() && parent(version.tag()).equals(parent(digest.path())))
        .findFirst()
        .<KeyChange>map(
            version -> new KeyChange.Digest(digest.chart(), digest.path(), version.tag()))
        .orElse(digest);
  }

  private static List<String> parent(List<String> path) {
    return path.subList(0, path.size() - 1);
  }
}
