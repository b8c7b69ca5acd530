package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.migrate.ChartRewrite;
import belay.migrate.companion.CompanionFiles;
import belay.migrate.model.RewriteOptions;
import belay.migrate.proof.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is planned for charts that share files.
///
/// @param options how they are rewritten
/// @param rewrite of templates and values
/// @param companions of the files beside them
/// @param migration of all
record PlannedBundle(
    RewriteOptions options, ChartRewrite rewrite, CompanionFiles companions, Migration migration) {
  static PlannedBundle of(ChartBundle bundle, RewriteOptions options) {
    var rewrite = ChartRewrite.plan(bundle, options);
    var companions = CompanionFiles.follow(bundle, rewrite.keys());
    Map<String, byte[]> changes = new TreeMap<>(rewrite.changes());
    changes.putAll(companions.changes());
    return new PlannedBundle(
        options,
        rewrite,
        companions,
        new Migration(bundle, rewrite.images(), changes, rewrite.marks()));
  }

  /// The same with branches that stay, though they are the same.
  PlannedBundle keepingBranches() {
    return of(bundle(), options.keepingBranches());
  }

  ChartBundle bundle() {
    return migration.bundle();
  }

  /// The same with images that stay as they are.
  ///
  /// @param left by their `file:line`, and why
  PlannedBundle leaving(Map<String, String> left) {
    return of(bundle(), options.leaving(left));
  }

  /// What somebody should know.
  List<String> notes() {
    List<String> notes = new ArrayList<>(rewrite.notes());
    notes.addAll(companions.notes());
    return notes;
  }

  /// By the path of each chart the one asked for that it is a part of, by the folder that it lies
  /// in; the chart itself where there is none.
  Map<String, String> owners() {
    Map<String, String> owners = new TreeMap<>();
    for (var chart : bundle().charts().keySet()) {
      owners.put(
          chart,
          bundle().mains().stream()
              .filter(main ->
                  chart.equals(main) || chart.startsWith(bundle().chart(main).file("charts/")))
              .findFirst()
              .orElse(chart));
    }
    return owners;
  }
}
