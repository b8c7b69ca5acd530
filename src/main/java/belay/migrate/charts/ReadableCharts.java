package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Reads charts so that one that cannot be read does not hinder the others.
final class ReadableCharts {
  private ReadableCharts() {}

  /// The bundles of those that can be read.
  ///
  /// @param unreadable is told of the others, and why
  static List<ChartBundle> read(
      Path limit, List<Path> folders, BiConsumer<Path, Failure> unreadable) {
    try {
      return ChartBundle.read(limit, folders);
    } catch (Failure failure) {
      if (folders.size() == 1) {
        unreadable.accept(folders.getFirst(), failure);
        return List.of();
      }
    }
    List<Path> readable = new ArrayList<>();
    for (var folder : folders) {
      try {
        var _ = ChartBundle.read(limit, List.of(folder));
        readable.add(folder);
      } catch (Failure failure) {
        unreadable.accept(folder, failure);
      }
    }
    return readable.isEmpty() ? List.of() : ChartBundle.read(limit, readable);
  }
}
