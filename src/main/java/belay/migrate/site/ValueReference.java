package belay.migrate.site;

import belay.migrate.origin.Origin;
import java.util.List;
import java.util.Optional;

/// A value that a template reads, and how the mapping that it stands in is written there.
///
/// @param mapping how a template says the mapping
/// @param key the value's key in it
/// @param origins the value, one for each that it may be
/// @param handed the `dict` or `list` that holds it, where a helper gets it from its caller that
///   way; then the mapping is that, and not the values'
record ValueReference(
    String mapping, String key, List<Origin.Values> origins, Optional<Origin> handed) {
  ValueReference {
    origins = List.copyOf(origins);
  }

  ValueReference(String mapping, String key, List<Origin.Values> origins) {
    this(mapping, key, origins, Optional.empty());
  }

  boolean isGlobal() {
    return origins.stream().allMatch(one -> one.path().getFirst().equals("global"));
  }
}
