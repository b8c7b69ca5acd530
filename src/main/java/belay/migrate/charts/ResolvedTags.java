package belay.migrate.charts;

import belay.migrate.charts.MigratedCharts.ChangedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Fills digests of the tags that stood in values files. Of one thread.
final class ResolvedTags {
  private final List<BundleResult> results;
  private final Map<String, TagLookup.Found> found;

  private ResolvedTags(List<BundleResult> results, Map<String, TagLookup.Found> found) {
    this.results = results;
    this.found = found;
  }

  /// Looks all tags up, each once.
  ///
  /// @param files those that will be written
  static ResolvedTags of(
      List<BundleResult> results, Map<Path, ChangedFile> files, TagLookup lookup) {
    var wanted = new TreeSet<String>();
    new ResolvedTags(results, Map.of())
        .filled(
            files,
            reference -> {
              wanted.add(reference);
              return Optional.empty();
            });
    return new ResolvedTags(results, wanted.isEmpty() ? Map.of() : lookup.find(wanted));
  }

  /// The files with the digests that were found.
  Map<Path, ChangedFile> filled(Map<Path, ChangedFile> files) {
    return filled(
        files,
        reference ->
            Optional.ofNullable(found.get(reference))
                .map(TagLookup.Found::digest)
                .filter(digest -> !digest.isEmpty()));
  }

  /// Why tags were not resolved, a line each.
  List<String> missing() {
    return found.entrySet().stream()
        .filter(one -> one.getValue().digest().isEmpty())
        .map(one -> "%s: %s".formatted(one.getKey(), one.getValue().why()))
        .sorted()
        .toList();
  }

  private Map<Path, ChangedFile> filled(Map<Path, ChangedFile> files, FoundTags.Answers answers) {
    Map<Path, ChangedFile> filled = new TreeMap<>(files);
    for (var result : results) {
      var plan = result.plan();
      var root = plan.bundle().root();
      filled.replaceAll((path, file) -> {
        var name = path.startsWith(root) ? root.relativize(path).toString() : path.toString();
        if (result.refused().isPresent() || !isValues(name)) {
          return file;
        }
        var after = file.after();
        for (var chart : charts(plan, name.replace('\\', '/'))) {
          after =
              new FoundTags(plan, chart)
                  .filled(name.replace('\\', '/'), file.before(), after, answers);
        }
        return new ChangedFile(file.name(), file.before(), after);
      });
    }
    return filled;
  }

  private static boolean isValues(String name) {
    return name.matches("(?i).*\\.ya?ml") && !name.contains("/templates/");
  }

  /// The chart whose values a file holds: that of its folder. A file from elsewhere is one's where
  /// only one was asked for; else nobody knows whose tag stands in it.
  private List<String> charts(PlannedBundle plan, String name) {
    var around =
        plan.bundle().charts().keySet().stream()
            .filter(path -> name.startsWith(plan.bundle().chart(path).file("")))
            .sorted((a, b) -> b.length() - a.length())
            .findFirst();
    var mains = results.stream().flatMap(result -> result.plan().bundle().mains().stream());
    return around
        .map(List::of)
        .orElseGet(() -> mains.count() == 1 ? plan.bundle().mains() : List.of());
  }
}
