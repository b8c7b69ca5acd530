package belay.migrate.charts;

import belay.migrate.proof.ChartProof;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A plan that is to be proved.
///
/// @param known proofs of charts that are as they were when they were proved
record Attempt(PlannedBundle plan, List<ChartProof> known) {
  Attempt {
    known = List.copyOf(known);
  }

  /// A further plan; what it leaves as it was before is not proved again.
  static Attempt after(BundleResult result, PlannedBundle plan) {
    return new Attempt(
        plan,
        result.proofs().stream()
            .filter(proof -> proof.broken().isEmpty() && same(result.plan(), plan, proof.chart()))
            .toList());
  }

  /// The charts that nothing is known of.
  List<String> open() {
    return plan.bundle().mains().stream()
        .filter(main -> known.stream().noneMatch(proof -> proof.chart().equals(main)))
        .toList();
  }

  private static boolean same(PlannedBundle before, PlannedBundle after, String main) {
    for (var part : after.bundle().parts(main)) {
      var prefix = after.bundle().chart(part).file("");
      if (!below(before, prefix).equals(below(after, prefix))) {
        return false;
      }
      for (var path : below(after, prefix)) {
        if (!Arrays.equals(
            before.migration().changes().get(path), after.migration().changes().get(path))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Set<String> below(PlannedBundle plan, String prefix) {
    var below = new HashSet<>(plan.migration().changes().keySet());
    below.removeIf(path -> !path.startsWith(prefix));
    return below;
  }
}
