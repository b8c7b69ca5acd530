package belay.migrate;

import belay.gotemplate.TemplateNode;
import belay.migrate.model.ImageField.State;
import belay.migrate.model.Keys;
import belay.migrate.origin.TemplateFile;
import java.util.List;

/// Branches of which one has the image by digest where there is one: the others are what the chart
/// falls back to, and stay.
final class DigestBranches {
  private final TemplateFile file;
  private final List<PlannedSite> sites;

  private DigestBranches(List<PlannedSite> sites) {
    this.file = sites.getFirst().site().file();
    this.sites = sites;
  }

  /// Leaves the images of such branches as they are.
  static void leaveIn(List<PlannedSite> sites) {
    for (var own : PlannedSite.byFile(sites)) {
      if (own.stream().anyMatch(site -> site.state() == State.ALREADY)
          && own.stream().anyMatch(PlannedSite::isRewritten)) {
        var branches = new DigestBranches(own);
        branches.leave(branches.file.tree().nodes());
      }
    }
  }

  private void leave(List<TemplateNode> nodes) {
    for (var node : nodes) {
      node.bodies().forEach(this::leave);
      if (node instanceof TemplateNode.Branch branch) {
        leave(branch);
      }
    }
  }

  private void leave(TemplateNode.Branch branch) {
    for (var i = 0; i + 1 < branch.arms().size(); i++) {
      var arm = branch.arms().get(i);
      var asks =
          arm.pipeline()
              .filter(one -> Keys.DIGEST.matcher(one.area().of(file.text())).find())
              .isPresent();
      var end = branch.arms().get(i + 1).action().start();
      if (asks && isTaken(arm.action().end(), end)) {
        sites.stream()
            .filter(site -> end <= site.site().start())
            .filter(site -> site.site().start() < branch.end().start())
            .forEach(PlannedSite::leave);
      }
    }
  }

  /// Whether an image is taken by digest between two offsets.
  private boolean isTaken(int start, int end) {
    return sites.stream()
        .anyMatch(site ->
            site.state() == State.ALREADY
                && start <= site.site().start()
                && site.site().start() < end);
  }
}
