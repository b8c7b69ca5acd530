package belay.migrate.site;

import belay.migrate.origin.Origin;
import java.util.Set;

/// What is known of values from having gone through the templates before.
///
/// @param names those that are names without tags
/// @param references those that are whole references, and become mappings
/// @param shared keys of digests beside tags that are those of several images
/// @param taken such keys that would be those of several images beside their names, too
public record KnownValues(
    Set<Origin.Values> names,
    Set<Origin.Values> references,
    Set<Origin.Values> shared,
    Set<Origin.Values> taken) {
  public KnownValues {
    names = Set.copyOf(names);
    references = Set.copyOf(references);
    shared = Set.copyOf(shared);
    taken = Set.copyOf(taken);
  }
}
