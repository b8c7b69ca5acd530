package belay.deliver.setup;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.scaffold.application.ChartSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The charts that are in a repository.
///
/// @param paths all its files
/// @param read what is in one
record RepositoryCharts(List<String> paths, Function<String, Optional<byte[]>> read) {
  private static final int NAMED = 5;

  RepositoryCharts {
    paths = List.copyOf(paths);
  }

  /// The chart of a service that is added; empty where it is elsewhere, or not there yet.
  ///
  /// @throws Failure (not found) where a folder was named that holds none, other than the usual one
  Optional<ChartFiles> of(NewService wish, Config config) {
    if (!(wish.source(config) instanceof ChartSource.Here(var folder))) {
      return Optional.empty();
    }
    var chart = ChartFiles.in(folder, paths, read);
    if (chart.isEmpty() && !wish.newChart() && !folder.equals(wish.usualChart(config))) {
      throw missing(folder);
    }
    return chart;
  }

  private Failure missing(String folder) {
    if (paths.contains(folder)) {
      return new Failure(
          Kind.NOT_FOUND,
          "\"%s\" is a file, and a chart is a folder".formatted(folder),
          "name the folder that holds its Chart.yaml");
    }
    var known = ChartFiles.folders(paths);
    var failure =
        new Failure(
            Kind.NOT_FOUND,
            "no chart in \"%s\"%s".formatted(folder, near(folder, known)),
            "name a folder with a Chart.yaml that is committed%s, or pass --new-chart to have one made there"
                .formatted(some(known)));
    return paths.stream()
        .filter(path -> path.startsWith(folder + "/") && path.endsWith(".tgz"))
        .findFirst()
        .map(packed -> failure.because(packed + " is packed: Argo CD wants the chart's folder"))
        .orElse(failure);
  }

  /// A chart is known by the last part of its folder, too.
  private static String near(String folder, List<String> known) {
    var name = folder.substring(folder.lastIndexOf('/') + 1);
    return known.stream()
        .filter(other -> other.endsWith("/" + name))
        .findFirst()
        .map(other -> ", did you mean \"%s\"?".formatted(other))
        .orElseGet(() -> Suggest.hint(folder, known));
  }

  private static String some(List<String> known) {
    return known.isEmpty()
        ? ""
        : known.stream()
            .limit(NAMED)
            .collect(Collectors.joining(", ", " (", known.size() > NAMED ? ", ...)" : ")"));
  }
}
