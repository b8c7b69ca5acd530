package belay.migrate.site;

import belay.migrate.origin.Origin;
import java.util.List;

/// A value that a template reads, and how the mapping that it stands in is written there.
///
/// @param mapping how a template says the mapping
/// @param key the value's key in it
/// @param origins the value, one for each that it may be
record ValueReference(String mapping, String key, List<Origin.Values> origins) {
  ValueReference {
    origins = List.copyOf(origins);
  }

  boolean isGlobal() {
    return origins.stream().allMatch(one -> one.path().getFirst().equals("global"));
  }
}
