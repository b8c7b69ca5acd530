package belay.migrate.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Charts that lie packed below `charts/`.
final class PackedCharts {
  private PackedCharts() {}

  /// The archive of a chart.
  static Optional<Path> find(Path folder, String name) {
    var archive = Pattern.compile(Pattern.quote(name) + "-v?[0-9].*\\.tgz");
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> archive.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
