package belay.migrate;

import belay.migrate.origin.Origin;
import belay.migrate.site.DigestEdit;
import belay.migrate.site.ImageOrigin;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Marks that tell the places of one digest apart: each edit has its own.
final class SiteMarking {
  private final SiteSelection selection;
  private final Map<DigestEdit, String> keys = new LinkedHashMap<>();

  SiteMarking(SiteSelection selection) {
    this.selection = selection;
    for (var site : selection.rewritten()) {
      site.edits().forEach(edit -> keys.computeIfAbsent(edit, _ -> "mark " + keys.size()));
    }
  }

  /// Whether several places of a file have one digest.
  boolean isNeeded() {
    Set<Map.Entry<String, Origin.Values>> seen = new HashSet<>();
    return selection.rewritten().stream()
        .anyMatch(site ->
            site.sources().stream()
                .map(ImageOrigin::digest)
                .distinct()
                .anyMatch(digest -> !seen.add(Map.entry(site.site().file().path(), digest))));
  }

  /// What stands in each edit in place of the digest's key.
  Map<DigestEdit, String> keys() {
    return keys;
  }

  /// By mark that tells one place, that and those that it stands for.
  ///
  /// @param name what a place is called
  Map<String, Set<String>> places(Function<PlannedSite, String> name) {
    Map<String, Set<PlannedSite>> marked = new LinkedHashMap<>();
    for (var site : selection.rewritten()) {
      for (var edit : site.standIn().outcome().edits()) {
        marked.computeIfAbsent(keys.getOrDefault(edit, ""), _ -> new LinkedHashSet<>()).add(site);
      }
    }
    Map<String, Set<String>> places = new LinkedHashMap<>();
    marked.forEach((mark, sites) -> {
      if (sites.stream().map(PlannedSite::standIn).distinct().count() == 1) {
        places.put(mark, sites.stream().map(name).collect(Collectors.toSet()));
      }
    });
    return places;
  }
}
