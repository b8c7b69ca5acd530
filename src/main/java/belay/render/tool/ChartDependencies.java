package belay.render.tool;

import belay.helm.Helm;
import belay.host.TemporaryFolder;
import belay.render.object.ObjectNodes;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.yaml.tree.YamlTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Charts whose `charts/` lacks what they declare, in copies that have it: fetched once for each
/// chart, however many Applications render it. Safe for use by several threads.
public final class ChartDependencies implements AutoCloseable {
  private final Map<String, Result> known = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final TemporaryFolder folder = TemporaryFolder.create("belay-charts");

  /// What came of it.
  sealed interface Result {}

  /// A copy that has all.
  record Built(Path folder) implements Result {}

  /// Why there is none, in Helm's words.
  record Unavailable(String why) implements Result {}

  /// A copy of a chart with what it declares.
  Result built(Helm helm, SourceTree tree, String path) {
    var key = "%s %s %s".formatted(tree.origin(), tree.revision(), path);
    return known.computeIfAbsent(key, _ -> build(helm, tree, path));
  }

  private Result build(Helm helm, SourceTree tree, String path) {
    var declared = declared(tree, path);
    var copy = folder.path().resolve(String.valueOf(number.incrementAndGet()));
    var whole = declared.stream().anyMatch(repository -> repository.startsWith("file:"));
    tree.copy(whole ? "" : path, whole ? copy : copy.resolve("chart"));
    var chart = whole ? copy.resolve(path) : copy.resolve("chart");
    var web = declared.stream().filter(repository -> repository.matches("https?:.*")).toList();
    return helm.buildDependencies(chart, web)
        .<Result>map(Unavailable::new)
        .orElse(new Built(chart));
  }

  /// The repositories that a chart names.
  private static List<String> declared(SourceTree tree, String path) {
    List<String> repositories = new ArrayList<>();
    for (var name : List.of("Chart.yaml", "requirements.yaml")) {
      var file = TreePath.join(path, name);
      var bytes = tree.read(file);
      if (bytes.isPresent()) {
        var root = YamlTree.parse(file, bytes.get()).root();
        ObjectNodes.items(root, "dependencies").stream()
            .map(item -> ObjectNodes.text(item, "repository"))
            .forEach(repositories::add);
      }
    }
    return repositories.stream().distinct().toList();
  }

  @Override
  public void close() {
    folder.close();
  }
}
