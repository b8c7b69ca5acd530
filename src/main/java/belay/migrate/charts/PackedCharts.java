package belay.migrate.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Charts that lie packed below `charts/`.
final class PackedCharts {
  private PackedCharts() {}

  /// The archive of a chart.
  static Optional<Path> find(Path folder, String name) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> {
            var text = String.valueOf(file.getFileName());
            return text.startsWith(name + "-") && text.endsWith(".tgz");
          })
          .sorted()
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
