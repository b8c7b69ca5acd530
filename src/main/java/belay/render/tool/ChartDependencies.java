package belay.render.tool;

import belay.helm.Helm;
import belay.host.TemporaryFolder;
import belay.render.tree.SourceTree;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Charts whose `charts/` lacks what they declare, in copies that have it: fetched once for each
/// chart, however many Applications render it. Safe for use by several threads.
public final class ChartDependencies implements AutoCloseable {
  private final Map<String, Result> known = new ConcurrentHashMap<>();
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
    var copy = folder.path().resolve(Integer.toHexString(known.size()) + "-" + path.hashCode());
    var chart = copy.resolve("chart");
    tree.copy(path, chart);
    return helm.buildDependencies(chart).<Result>map(Unavailable::new).orElse(new Built(chart));
  }

  @Override
  public void close() {
    folder.close();
  }
}
