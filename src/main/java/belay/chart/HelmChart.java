package belay.chart;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One chart's folder.
///
/// @param path of the folder, relative to the bundle's root; empty where it is the root
/// @param name what `Chart.yaml` calls it
/// @param version its version; empty where none is said
/// @param appVersion the version of what it installs, if it names one
/// @param library whether it renders nothing itself
/// @param templates by their names below `templates/`, the paths of the files, relative to the
///   bundle's root
/// @param dependencies the charts that it is made of
public record HelmChart(
    String path,
    String name,
    String version,
    Optional<String> appVersion,
    boolean library,
    Map<String, String> templates,
    List<ChartDependency> dependencies) {
  public HelmChart {
    templates = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(templates));
    dependencies = List.copyOf(dependencies);
  }

  /// The path of one of the chart's files, relative to the bundle's root.
  public String file(String below) {
    return path.isEmpty() ? below : path + "/" + below;
  }

  /// The path of its values file, which may not exist.
  public String values() {
    return file("values.yaml");
  }
}
