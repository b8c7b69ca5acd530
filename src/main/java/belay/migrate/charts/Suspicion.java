package belay.migrate.charts;

import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.proof.ChartProof;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which images are left as they are where a migration breaks something, from the narrowest guess
/// to the widest.
enum Suspicion {
  /// None, but branches that went because they are the same.
  BRANCHES,
  /// Those of the template in which it was seen.
  TEMPLATE,
  /// Those of the chart that breaks.
  CHART,
  /// All that it renders.
  PARTS;

  private boolean suspects(ImageField image, ChartProof proof) {
    if (proof.broken().isEmpty()) {
      return false;
    }
    var source = proof.broken().get().source();
    return switch (this) {
      case BRANCHES -> false;
      case TEMPLATE -> !source.isEmpty() && image.file().endsWith(below(source, "/templates/"));
      case CHART -> image.chart().equals(proof.chart());
      case PARTS -> proof.seen().contains(image) || proof.unseen().containsKey(image);
    };
  }

  private Suspicion wider() {
    return switch (this) {
      case BRANCHES -> TEMPLATE;
      case TEMPLATE -> CHART;
      case CHART, PARTS -> PARTS;
    };
  }

  private static String below(String path, String folder) {
    return path.substring(path.lastIndexOf(folder));
  }

  /// The plan without them, or without more where it has none of these.
  PlannedBundle without(BundleResult result) {
    if (this == BRANCHES && result.plan().rewrite().merged()) {
      return result.plan().keepingBranches();
    }
    Map<String, String> left = new TreeMap<>();
    for (var image : result.plan().migration().images()) {
      if (image.state() == State.REWRITTEN) {
        reason(result, image)
            .ifPresent(why -> left.put("%s:%d".formatted(image.file(), image.line()), why));
      }
    }
    return left.isEmpty() && this != PARTS ? wider().without(result) : result.plan().leaving(left);
  }

  private Optional<String> reason(BundleResult result, ImageField image) {
    return result.proofs().stream()
        .filter(proof -> suspects(image, proof))
        .flatMap(proof -> proof.broken().stream())
        .map(broken -> "left as it is, since it would break: " + broken.why())
        .findFirst();
  }
}
