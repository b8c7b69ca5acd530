package belay.deliver.setup;

import belay.config.Config;
import belay.scaffold.application.ChartSource;
import belay.scaffold.application.Finalizer;
import belay.scaffold.template.KubernetesName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service to be added.
///
/// @param image its repository, or a reference whose digest it starts with; empty for the default
///   registry's repository of its name
/// @param chart where its chart is; empty for the usual folder of this repository
/// @param newChart whether a chart is made there
/// @param finalizer what becomes of its resources when its Application goes; empty for the usual
/// @param developmentImage the repository in environments that Tilt runs
/// @param follow the tag that Image Updater follows; empty where it does not
/// @param followIn the environments in which it does; empty for the first one with digests
public record NewService(
    String name,
    String group,
    Optional<String> image,
    Optional<ChartSource> chart,
    boolean newChart,
    Optional<Finalizer> finalizer,
    Optional<String> developmentImage,
    Optional<String> follow,
    List<String> followIn) {
  public NewService {
    followIn = List.copyOf(followIn);
  }

  /// Where its chart is, as was said or else usual.
  ChartSource source(Config config) {
    return chart.orElseGet(() -> new ChartSource.Here(usualChart(config)));
  }

  /// The folder of this repository that a chart of its name has.
  String usualChart(Config config) {
    return config.paths().charts().expand(names());
  }

  /// What stands for the names in the patterns of paths.
  Map<String, String> names() {
    return Map.of(
        "service", KubernetesName.SERVICE.check(name),
        "group", KubernetesName.GROUP.check(group));
  }
}
