package belay.migrate.charts;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds the charts that are meant by a folder.
final class ChartFinder {
  private static final String CHART = "Chart.yaml";
  private static final Set<String> SKIPPED = Set.of(".git", "node_modules");
  private static final int MOST = 20_000;

  private ChartFinder() {}

  /// The folder itself where it is a chart, else each chart below it; those inside of charts are a
  /// part of them.
  ///
  /// @throws Failure (usage) where there is none
  static List<Path> find(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          Kind.USAGE, "there is no folder \"%s\"".formatted(folder), "name a chart's folder");
    }
    if (isChart(folder)) {
      return List.of(folder);
    }
    List<Path> charts = new ArrayList<>();
    try {
      var _ = Files.walkFileTree(folder, new Visit(charts));
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "\"%s\" cannot be read".formatted(folder), "name a chart's folder", e);
    }
    if (charts.isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is no Helm chart, and holds none: there is no Chart.yaml".formatted(folder),
          "name the folder that Chart.yaml is in");
    }
    return charts.stream().sorted().toList();
  }

  /// The folder that nothing is read or written outside of: the work tree that a folder is in, else
  /// the one around it.
  static Path limit(Path folder) {
    try {
      var real = folder.toRealPath();
      for (var at = real; at != null; at = at.getParent()) {
        if (Files.exists(at.resolve(".git"))) {
          return at;
        }
      }
      var around = isChart(real) ? real.getParent() : real;
      return around == null ? real : around;
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "\"%s\" cannot be read".formatted(folder), "name a chart's folder", e);
    }
  }

  private static boolean isChart(Path folder) {
    return Files.isRegularFile(folder.resolve(CHART));
  }

  private static final class Visit extends SimpleFileVisitor<Path> {
    private final List<Path> charts;

    Visit(List<Path> charts) {
      this.charts = charts;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (SKIPPED.contains(String.valueOf(folder.getFileName())) || charts.size() >= MOST) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (isChart(folder)) {
        charts.add(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
