package belay.deliver;

import belay.failure.Failure;
import belay.scaffold.Finding;
import belay.scaffold.UpdaterLint;
import belay.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Looks at the Applications of a repository for Image Updater annotations that do nothing.
final class UpdaterCheck {
  /// Where `init --image-updater` writes the registries.
  private static final String REGISTRIES = "argocd/image-updater.yaml";

  private static final int MOST = 10_000;

  private UpdaterCheck() {}

  static List<Finding> findings(List<String> paths, Function<String, Optional<byte[]>> files) {
    List<YamlTree> trees = new ArrayList<>();
    var all = new ArrayList<>(paths.subList(0, Math.min(MOST, paths.size())));
    all.add(REGISTRIES);
    for (var path : all) {
      if (path.matches(".*\\.ya?ml")) {
        files.apply(path).ifPresent(bytes -> trees.addAll(read(path, bytes)));
      }
    }
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
