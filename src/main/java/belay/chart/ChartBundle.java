package belay.chart;

import belay.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Charts that have something in common, such as a library or a sub-chart, and are edited together.
///
/// @param root the folder that all their paths are relative to
/// @param mains the paths of the charts that somebody asked for, sorted
/// @param charts all of them and the charts that they are made of, by path
/// @param files `Chart.yaml`, `values.yaml` and the templates of all charts, by path; the
///   definitions and values of packed charts have the archive with [#PACKED] before their path in
///   it
public record ChartBundle(
    Path root, List<String> mains, Map<String, HelmChart> charts, Map<String, byte[]> files) {
  /// Stands between the path of an archive and a path in it.
  public static final String PACKED = "!/";

  public ChartBundle {
    mains = List.copyOf(mains);
    charts = Collections.unmodifiableMap(new TreeMap<>(charts));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /// Reads charts; those that share files come in one bundle.
  ///
  /// @param limit the folder that no chart may lead out of, such as the repository
  /// @param folders the charts' folders, below it
  /// @throws Failure (usage) where a folder is no chart, or has more in it than is read
  public static List<ChartBundle> read(Path limit, List<Path> folders) {
    return new BundleReader(limit).read(folders);
  }

  /// Whether a file is in an archive, where nobody edits it.
  public static boolean isPacked(String file) {
    return file.contains(PACKED);
  }

  /// The paths of a chart and of all that it is made of, as far as they are at hand as folders.
  public Set<String> parts(String main) {
    Set<String> parts = new HashSet<>();
    var left = new ArrayDeque<>(List.of(main));
    while (!left.isEmpty()) {
      var path = left.poll();
      if (parts.add(path)) {
        chart(path).dependencies().forEach(part -> part.path().ifPresent(left::add));
      }
    }
    return parts;
  }

  /// A chart by its path.
  public HelmChart chart(String path) {
    return Optional.ofNullable(charts.get(path))
        .orElseThrow(() -> new IllegalArgumentException("no chart at " + path));
  }
}
