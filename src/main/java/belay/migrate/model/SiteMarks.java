package belay.migrate.model;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Migrated templates that print marks in place of digests: a render of them shows which place an
/// image comes from, where several name the same one.
///
/// @param templates by path in the bundle
/// @param places by mark that tells a place, that place and those that it stands for, each as
///   [ImageField#place]
public record SiteMarks(Map<String, byte[]> templates, Map<String, Set<String>> places) {
  public SiteMarks {
    templates = Collections.unmodifiableMap(new TreeMap<>(templates));
    places =
        places.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> Set.copyOf(one.getValue())));
  }

  /// No marks, where all places are told apart by their digests.
  public static SiteMarks none() {
    return new SiteMarks(Map.of(), Map.of());
  }
}
