package belay.deliver.setup;

import belay.config.Config;
import belay.failure.Failure;
import belay.scaffold.application.Updater;
import belay.scaffold.updater.UpdaterLint;
import belay.scaffold.updater.UpdaterRemark;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Looks at the Applications of a repository for Image Updater annotations that do nothing.
final class UpdaterCheck {
  private static final int MOST = 10_000;

  private UpdaterCheck() {}

  /// @param config which files are values files, and so none of Argo CD's objects
  /// @param paths the files of the repository; what is written now comes to them
  static List<UpdaterRemark> findings(
      Config config, List<String> paths, Function<String, Optional<byte[]>> files) {
    List<YamlTree> trees = new ArrayList<>();
    Stream.concat(Stream.of(Updater.REGISTRIES, Updater.APPLICATIONS), paths.stream())
        .distinct()
        .filter(path -> path.matches(".*\\.ya?ml") && !path.contains("/templates/"))
        .filter(path -> config.serviceOf(path).isEmpty())
        .limit(MOST)
        .forEach(path -> files.apply(path).ifPresent(bytes -> trees.addAll(read(path, bytes))));
    return UpdaterLint.check(trees);
  }

  /// A file that is no YAML is somebody else's finding.
  private static List<YamlTree> read(String path, byte[] bytes) {
    try {
      return YamlTree.parseAll(path, bytes);
    } catch (Failure notYaml) {
      return List.of();
    }
  }
}
