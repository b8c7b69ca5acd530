package belay.migrate;

import belay.migrate.origin.Origin;
import belay.migrate.site.ImageOrigin;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One digest cannot stand for several images.
final class SharedDigests {
  private final List<PlannedSite> sites;
  private final Map<Origin.Values, Map<String, String>> names = new HashMap<>();

  SharedDigests(List<PlannedSite> sites) {
    this.sites = sites;
    for (var site : sites) {
      for (var source : site.sources()) {
        if (!isUnnamed(source)) {
          names
              .computeIfAbsent(source.digest(), _ -> new LinkedHashMap<>())
              .putIfAbsent(name(source), source.identity());
        }
      }
    }
  }

  /// Those that would be.
  Set<Origin.Values> all() {
    return names.entrySet().stream()
        .filter(one -> one.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// Has their images only reported.
  ///
  /// @return whether there were any
  boolean object() {
    var changed = false;
    for (var site : sites) {
      for (var source : site.sources()) {
        var all = names.getOrDefault(source.digest(), Map.of());
        if (all.size() > 1) {
          changed |= site.object(several(source, all.values()));
        }
      }
    }
    return changed;
  }

  /// A way that takes a digest already, and that nothing leads to by default.
  private static boolean isUnnamed(ImageOrigin source) {
    return source.kind() == ImageOrigin.Kind.THERE && source.identity().isBlank();
  }

  /// What an image's name is; where nothing of it is known by default, the keys beside the digest
  /// that say it.
  private static String name(ImageOrigin source) {
    var identity = withoutRegistry(source.identity().replaceAll("\\{[^{}]*}", ""));
    if (!identity.isBlank()) {
      return identity;
    }
    var beside =
        source.names().stream()
            .filter(
                name -> !name.path().isEmpty() && name.parent().equals(source.digest().parent()))
            .map(Origin.Values::key)
            .filter(key -> !key.toLowerCase(Locale.ROOT).contains("registry"))
            .sorted()
            .toList();
    return String.join("\n", beside);
  }

  /// A mirror has the same images.
  private static String withoutRegistry(String name) {
    return name.replaceFirst("^/+", "").replaceFirst("^(?:[^/]*[.:][^/]*|localhost)/", "");
  }

  private static String several(ImageOrigin source, Collection<String> names) {
    var key = source.tags().isEmpty() ? source.digest() : source.tags().getFirst();
    return "%s is the tag of several repositories (%s): each needs a key of its own, which --split-tags gives it"
        .formatted(key.dotted(), String.join(", ", names.stream().limit(3).toList()));
  }
}
