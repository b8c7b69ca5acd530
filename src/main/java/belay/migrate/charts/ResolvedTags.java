package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.migrate.charts.MigratedCharts.ChangedFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
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
  /// @param lookup is asked; where there is none, nothing is filled
  static ResolvedTags of(
      List<BundleResult> results, Map<Path, ChangedFile> files, Optional<TagLookup> lookup) {
    if (lookup.isEmpty()) {
      return new ResolvedTags(List.of(), Map.of());
    }
    var written = results.stream().filter(result -> result.refused().isEmpty()).toList();
    var wanted = new TreeSet<String>();
    new ResolvedTags(written, Map.of())
        .filled(
            files,
            reference -> {
              wanted.add(reference);
              return Optional.empty();
            });
    return new ResolvedTags(written, wanted.isEmpty() ? Map.of() : lookup.get().find(wanted));
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
    var left = new HashSet<>(files.keySet());
    for (var result : results) {
      var bundle = result.plan().bundle();
      for (var name : result.plan().migration().changes().keySet()) {
        var path = bundle.root().resolve(name);
        left.remove(path);
        chart(bundle, name)
            .ifPresent(chart ->
                filled.computeIfPresent(
                    path, (_, file) -> filled(result.plan(), chart, name, file, answers)));
      }
    }
    elsewhere()
        .ifPresent(plan ->
            left.forEach(path ->
                filled.computeIfPresent(
                    path,
                    (_, file) ->
                        filled(
                            plan,
                            plan.bundle().mains().getFirst(),
                            path.toString(),
                            file,
                            answers))));
    return filled;
  }

  private static ChangedFile filled(
      PlannedBundle plan, String chart, String name, ChangedFile file, FoundTags.Answers answers) {
    return new ChangedFile(
        file.name(),
        file.before(),
        new FoundTags(plan, chart).filled(name, file.before(), file.after(), answers));
  }

  /// The chart whose values a file of its folder holds.
  private static Optional<String> chart(ChartBundle bundle, String name) {
    return !name.matches("(?i).*\\.ya?ml") || name.contains("/templates/")
        ? Optional.empty()
        : bundle.charts().keySet().stream()
            .filter(path -> name.startsWith(bundle.chart(path).file("")))
            .max(Comparator.comparingInt(String::length));
  }

  /// A file from elsewhere is the only chart's that was asked for; of several, nobody knows whose
  /// tag stands in it.
  private Optional<PlannedBundle> elsewhere() {
    var plans = results.stream().map(BundleResult::plan).toList();
    var mains = plans.stream().mapToInt(plan -> plan.bundle().mains().size()).sum();
    return mains == 1
        ? plans.stream().filter(plan -> !plan.bundle().mains().isEmpty()).findFirst()
        : Optional.empty();
  }
}
