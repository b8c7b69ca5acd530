package belay.migrate.proof;

import belay.helm.HelmOutcome;
import belay.migrate.comparison.Difference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What one chart rendered as it is, by the values: kept while its migration is tried in several
/// ways. Safe for use by several threads.
final class KnownRenders {
  private final Map<Key, Known> all = new ConcurrentHashMap<>();

  private record Key(List<Path> files, String text) {
    static Key of(ValuesSet set) {
      return new Key(set.files().stream().map(ValuesSet.File::path).toList(), set.text());
    }
  }

  /// What some values rendered.
  ///
  /// @param outcome of the first run
  /// @param masked fields that differed in others
  /// @param runs how many there were
  record Known(HelmOutcome outcome, Set<Difference.Place> masked, int runs) {
    Known {
      masked = Set.copyOf(masked);
    }
  }

  Optional<Known> of(ValuesSet set) {
    return Optional.ofNullable(all.get(Key.of(set)));
  }

  void put(ValuesSet set, Known known) {
    all.put(Key.of(set), known);
  }

  /// The size of all texts, in characters.
  long size() {
    return all.values().stream()
        .mapToLong(known ->
            known.outcome() instanceof HelmOutcome.Rendered(var text, var _) ? text.length() : 0)
        .sum();
  }
}
