package belay.migrate.proof;

import belay.failure.Failure;
import belay.helm.Helm;
import belay.host.TemporaryFolder;
import belay.migrate.model.ImageField;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Proves migrations of charts by rendering them before and after with Helm, in copies: nothing is
/// written into a chart. Safe for use by several threads.
///
/// @param helm renders; without it nothing is proved
/// @param options how it is proved
public record ChartProver(Optional<Helm> helm, ProofOptions options) {
  /// Proves one chart of a bundle.
  ///
  /// @param main its path
  /// @param sets what it is rendered with
  public ChartProof prove(Migration migration, String main, List<ValuesSet> sets) {
    var parts = parts(migration, main);
    var images =
        migration.images().stream().filter(image -> parts.contains(image.chart())).toList();
    if (helm.isEmpty()) {
      return unproved(main, images, "nothing was rendered: there is no helm on the PATH");
    }
    try (var folder = TemporaryFolder.create("belay-proof")) {
      return new ProofRun(helm.get(), migration, main, images, options, folder.path()).prove(sets);
    } catch (Failure failure) {
      return unproved(main, images, failure.what());
    }
  }

  private static ChartProof unproved(String main, List<ImageField> images, String why) {
    Map<ImageField, String> unseen = new LinkedHashMap<>();
    images.forEach(image -> unseen.put(image, why));
    return new ChartProof(main, false, List.of(), unseen, Optional.empty(), List.of(why));
  }

  /// The chart and all that it is made of.
  private static Set<String> parts(Migration migration, String main) {
    Set<String> parts = new HashSet<>();
    var left = new ArrayDeque<>(List.of(main));
    while (!left.isEmpty()) {
      var path = left.poll();
      if (parts.add(path)) {
        migration
            .bundle()
            .chart(path)
            .dependencies()
            .forEach(dependency -> dependency.path().ifPresent(left::add));
      }
    }
    return parts;
  }
}
