package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.chart.ChartDependency;
import belay.helm.Helm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Folders in which one chart can be rendered, as it is and as it will be.
///
/// @param main the chart's path in the bundle
/// @param stubs whether a dependency that is not at hand becomes a chart with nothing in it
/// @param work an empty folder
record ProofFolders(Helm helm, Migration migration, String main, boolean stubs, Path work) {
  /// The dependencies that Helm would not find.
  List<String> missing() {
    if (stubs) {
      return List.of();
    }
    return migration.bundle().chart(main).dependencies().stream()
        .filter(dependency -> dependency.path().isEmpty() && !dependency.packed())
        .map(ChartDependency::name)
        .distinct()
        .toList();
  }

  /// Whether anything that the chart is made of is packed.
  boolean packed() {
    var bundle = migration.bundle();
    return bundle.parts(main).stream()
        .flatMap(part -> bundle.chart(part).dependencies().stream())
        .anyMatch(ChartDependency::packed);
  }

  /// As it is: where it lies, if all that it is made of is there.
  ProofFolder before() {
    ChartBundle bundle = migration.bundle();
    return ChartCopy.isWhole(bundle, main, stubs)
        ? new ProofFolder(helm, bundle.root().resolve(main), Map.of(), work)
        : copy("before");
  }

  /// As it will be.
  ProofFolder after() {
    return copy("after", migration.changes());
  }

  /// As it will be, with marks in place of digests.
  ProofFolder marked() {
    Map<String, byte[]> marked = new TreeMap<>(migration.changes());
    marked.putAll(migration.marks().templates());
    return copy("marked", marked);
  }

  /// A copy of it as it is.
  ///
  /// @param name that no other copy has
  ProofFolder copy(String name) {
    return copy(name, Map.of());
  }

  private ProofFolder copy(String name, Map<String, byte[]> changes) {
    var folder = work.resolve(name);
    var copy = new ChartCopy(migration.bundle(), changes, stubs);
    return new ProofFolder(helm, folder, copy.make(main, folder), work);
  }
}
