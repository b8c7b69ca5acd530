package belay.migrate.origin;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Everything in a bundle's templates that reads values, with what it may read.
public final class ReferenceLog {
  private final Map<Reference, Set<Origin.Values>> all = new LinkedHashMap<>();

  void add(Reference reference, Origin origin) {
    var values = origin.values();
    if (!values.isEmpty()) {
      all.computeIfAbsent(reference, _ -> new LinkedHashSet<>()).addAll(values);
    }
  }

  /// By place.
  public Map<Reference, Set<Origin.Values>> all() {
    return all;
  }
}
