package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.failure.Failure;
import belay.host.TemporaryFolder;
import belay.migrate.ChartRewrite;
import belay.migrate.model.ImageField;
import belay.migrate.model.RewriteOptions;
import belay.yaml.tree.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Looks at a chart of a commit as `belay migrate --check` looks at one on disk, without rendering.
public final class CommittedChart {
  private static final int MOST_FILES = 5_000;
  private static final int MOST_CHARTS = 50;
  private static final String FILE_SCHEME = "file://";

  private final List<String> paths;
  private final Function<String, Optional<byte[]>> read;

  private CommittedChart(List<String> paths, Function<String, Optional<byte[]>> read) {
    this.paths = paths;
    this.read = read;
  }

  /// Every place where a chart names an image, by its path in the commit.
  ///
  /// @param folder the chart's
  /// @param paths all files of the commit
  /// @param read what is in one
  /// @throws Failure (usage) where it is no chart, or has more in it than is read
  public static List<ImageField> images(
      String folder, List<String> paths, Function<String, Optional<byte[]>> read) {
    return new CommittedChart(paths, read).images(folder);
  }

  private List<ImageField> images(String folder) {
    try (var work = TemporaryFolder.create("belay-chart")) {
      var root = work.path().toRealPath();
      folders(folder).stream()
          .flatMap(this::below)
          .distinct()
          .limit(MOST_FILES)
          .forEach(path -> write(root, path));
      return ChartBundle.read(root, List.of(root.resolve(folder))).stream()
          .flatMap(bundle -> ChartRewrite.plan(bundle, RewriteOptions.standard()).images().stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> below(String folder) {
    var prefix = folder.isEmpty() ? "" : folder + "/";
    return paths.stream().filter(path -> path.startsWith(prefix));
  }

  private void write(Path root, String path) {
    var file = root.resolve(path).normalize();
    try {
      var bytes = read.apply(path);
      if (bytes.isPresent() && file.startsWith(root)) {
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.write(file, bytes.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The chart's folder and those of its `file://` dependencies.
  private Set<String> folders(String folder) {
    Set<String> all = new LinkedHashSet<>();
    var left = new ArrayDeque<>(List.of(folder));
    while (!left.isEmpty() && all.size() < MOST_CHARTS) {
      var next = left.poll();
      if (all.add(next)) {
        left.addAll(dependencies(next));
      }
    }
    return all;
  }

  private List<String> dependencies(String folder) {
    List<String> found = new ArrayList<>();
    var name = folder + "/Chart.yaml";
    try {
      var about = read.apply(name).map(bytes -> YamlTree.parse(name, bytes));
      for (var i = 0; i < MOST_CHARTS && about.isPresent(); i++) {
        about
            .get()
            .text("dependencies", String.valueOf(i), "repository")
            .filter(where -> where.startsWith(FILE_SCHEME))
            .map(where -> Path.of(folder).resolve(where.substring(FILE_SCHEME.length())))
            .map(path -> path.normalize().toString())
            .filter(path -> !path.startsWith(".."))
            .ifPresent(found::add);
      }
    } catch (Failure notYaml) {
      return List.of();
    }
    return found;
  }
}
