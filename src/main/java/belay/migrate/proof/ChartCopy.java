package belay.migrate.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.chart.ChartBundle;
import belay.chart.ChartDependency;
import belay.chart.HelmChart;
import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Copies a chart with all charts that it is made of, as Helm wants them: below `charts/`.
///
/// @param files contents that take the place of those on disk, by path in the bundle
/// @param stubs whether a dependency that is not at hand becomes a chart with nothing in it
record ChartCopy(ChartBundle bundle, Map<String, byte[]> files, boolean stubs) {
  private static final int MOST_FILES = 20_000;
  private static final long LARGEST = 256L << 20;
  private static final int DEEPEST = 24;
  private static final int MOST_NESTED = 8;
  private static final String CHARTS = "charts/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /// Whether a chart can be rendered where it is.
  static boolean isWhole(ChartBundle bundle, String path, boolean stubs) {
    return isWhole(bundle, path, stubs, 0);
  }

  private static boolean isWhole(ChartBundle bundle, String path, boolean stubs, int depth) {
    var chart = bundle.chart(path);
    return depth < MOST_NESTED
        && chart.dependencies().stream()
            .allMatch(dependency ->
                dependency
                    .path()
                    .map(at -> isBelow(chart, at) && isWhole(bundle, at, stubs, depth + 1))
                    .orElse(dependency.packed() || !stubs));
  }

  /// Copies a chart into a folder that is not there yet.
  ///
  /// @return the folders that charts are in now, with their paths in the bundle
  Map<Path, String> make(String path, Path target) {
    Map<Path, String> charts = new LinkedHashMap<>();
    try {
      place(path, target, 0, charts);
    } catch (IOException | UncheckedIOException e) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" cannot be read".formatted(path),
          "look at its links and permissions",
          e);
    }
    return charts;
  }

  private void place(String path, Path target, int depth, Map<Path, String> charts)
      throws IOException {
    if (depth > MOST_NESTED) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" has charts in charts in charts without end".formatted(path),
          "look at its dependencies: helm dependency list");
    }
    copy(path, target);
    dependencies(path, target, depth, charts);
  }

  private void dependencies(String path, Path target, int depth, Map<Path, String> charts)
      throws IOException {
    charts.put(target, path);
    var chart = bundle.chart(path);
    for (var dependency : chart.dependencies()) {
      if (dependency.path().isEmpty()) {
        stub(dependency, target);
      } else if (isBelow(chart, dependency.path().get())) {
        var at = dependency.path().get();
        if (depth < MOST_NESTED) {
          var folder = target.resolve(at.substring(chart.file("").length()));
          dependencies(at, folder, depth + 1, charts);
        }
      } else if (NAME.matcher(dependency.name()).matches()) {
        var folder = target.resolve(CHARTS + dependency.name());
        if (!Files.exists(folder)) {
          place(dependency.path().get(), folder, depth + 1, charts);
        }
      }
    }
  }

  private static boolean isBelow(HelmChart chart, String path) {
    return path.startsWith(chart.file(CHARTS));
  }

  private void stub(ChartDependency dependency, Path target) throws IOException {
    if (stubs && !dependency.packed() && NAME.matcher(dependency.name()).matches()) {
      var folder = target.resolve(CHARTS + dependency.name());
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("Chart.yaml"),
          "apiVersion: v2\nname: %s\nversion: 0.0.0\n".formatted(dependency.name()),
          UTF_8);
    }
  }

  private void copy(String path, Path target) throws IOException {
    var folder = bundle.root().resolve(path);
    var size = 0L;
    var left = MOST_FILES;
    for (var file : all(folder)) {
      size += Files.size(file);
      if (--left < 0 || size > LARGEST) {
        throw new Failure(
            Kind.USAGE,
            "\"%s\" holds more files than a chart does".formatted(path),
            "name the chart's own folder");
      }
      var to = target.resolve(folder.relativize(file).toString());
      Files.createDirectories(parent(to));
      var changed = files.get(realPath(file));
      if (changed == null) {
        Files.copy(file, to);
      } else {
        Files.write(to, changed);
      }
    }
    added(path, target);
  }

  private static List<Path> all(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (var walk = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      walk.filter(file -> Files.isRegularFile(file) && !folder.relativize(file).startsWith(".git"))
          .limit(MOST_FILES + 1L)
          .forEach(all::add);
    }
    return all;
  }

  private String realPath(Path file) throws IOException {
    return bundle.root().relativize(file.toRealPath()).toString().replace('\\', '/');
  }

  private void added(String path, Path target) throws IOException {
    var prefix = bundle.chart(path).file("");
    for (var file : files.entrySet()) {
      if (file.getKey().startsWith(prefix)) {
        var to = target.resolve(file.getKey().substring(prefix.length()));
        if (!Files.exists(to)) {
          Files.createDirectories(parent(to));
          Files.write(to, file.getValue());
        }
      }
    }
  }

  private static Path parent(Path file) {
    return file.resolveSibling(".").normalize();
  }
}
