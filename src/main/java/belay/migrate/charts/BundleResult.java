package belay.migrate.charts;

import belay.migrate.charts.MigratedCharts.ChangedFile;
import belay.migrate.proof.ChartProof;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What came of charts that share files: they are written together or not at all.
///
/// @param names calls files as the user would
/// @param proofs of the charts that were asked for
record BundleResult(FolderNames names, PlannedBundle plan, List<ChartProof> proofs) {
  BundleResult {
    proofs = List.copyOf(proofs);
  }

  /// Why nothing of it is written.
  Optional<String> refused() {
    return proofs.stream()
        .filter(proof -> proof.broken().isPresent())
        .findFirst()
        .flatMap(proof ->
            proof.broken().map(broken -> "%s: %s".formatted(folder(proof.chart()), broken.why())));
  }

  /// What is said of the charts that were asked for, and of others that change with them.
  List<MigratedChart> charts() {
    return new BundleAnswer(this).charts();
  }

  /// A chart's folder, as the user would call it.
  String folder(String path) {
    return names.of(plan.bundle().root().resolve(path));
  }

  /// The files that change; none where it is refused.
  Map<Path, ChangedFile> files() {
    Map<Path, ChangedFile> files = new TreeMap<>();
    if (refused().isEmpty()) {
      plan.migration()
          .changes()
          .forEach((path, bytes) -> {
            var place = plan.bundle().root().resolve(path);
            files.put(place, ChangedFile.of(names.of(place), place, bytes));
          });
    }
    return files;
  }
}
