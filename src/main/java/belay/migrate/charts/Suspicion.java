package belay.migrate.charts;

import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.proof.ChartProof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which images are left as they are where a migration breaks something, from the narrowest guess
/// to the widest.
enum Suspicion {
  /// None, but branches that went because they are the same.
  BRANCHES,
  /// Those of the templates in which it was seen.
  TEMPLATE,
  /// Those of the chart that breaks.
  CHART,
  /// All that it renders.
  PARTS;

  /// One guess after the other: without some templates others may show.
  static final List<Suspicion> ROUNDS =
      List.of(BRANCHES, TEMPLATE, TEMPLATE, TEMPLATE, CHART, PARTS);

  /// Why an image is suspected, if it is.
  private Optional<String> reason(ImageField image, ChartProof proof) {
    if (proof.broken().isEmpty()) {
      return Optional.empty();
    }
    var broken = proof.broken().get();
    return switch (this) {
      case BRANCHES -> Optional.empty();
      case TEMPLATE ->
          broken.sources().entrySet().stream()
              .filter(seen -> isIn(image, seen.getKey()))
              .map(Map.Entry::getValue)
              .findFirst();
      case CHART -> Optional.of(broken.why()).filter(_ -> image.chart().equals(proof.chart()));
      case PARTS ->
          Optional.of(broken.why())
              .filter(_ -> proof.seen().contains(image) || proof.unseen().containsKey(image));
    };
  }

  private static boolean isIn(ImageField image, String source) {
    var folder = source.lastIndexOf("/templates/");
    return folder >= 0 && image.file().endsWith(source.substring(folder));
  }

  private Suspicion wider() {
    return switch (this) {
      case BRANCHES -> TEMPLATE;
      case TEMPLATE -> CHART;
      case CHART, PARTS -> PARTS;
    };
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
        .flatMap(proof -> reason(image, proof).stream())
        .map(why -> "left as it is, since it would break: " + why)
        .findFirst();
  }
}
