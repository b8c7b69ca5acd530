package belay.git.history;

import belay.git.object.Contents;
import belay.git.object.DiffTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks on a merged side for the commits that made a file what it is. Like `git log PATH`, a merge
/// on the way is followed to the side that already had it so.
final class MergeOrigins {
  private final Contents contents;
  private final DiffTree diff;
  private final CommitGraph graph;
  private final RenameDetection detection;

  MergeOrigins(Contents contents, DiffTree diff, CommitGraph graph, RenameDetection detection) {
    this.contents = contents;
    this.diff = diff;
    this.graph = graph;
    this.detection = detection;
  }

  /// A file at a commit, under the name that it had then.
  private record At(int commit, String path, Optional<String> blob) {}

  List<Timeline.Origin> origins(int place, String path) throws IOException {
    var at = new At(graph.line().get(place), path, contents.blob(graph.at(place), path));
    for (var parent : graph.parents(at.commit)) {
      var main = place > 0 && parent == graph.line().get(place - 1);
      var there = main ? Optional.<At>empty() : Optional.of(before(at, parent));
      if (there.isPresent() && detection.same(there.get().blob, at.blob)) {
        return walk(there.get(), place);
      }
    }
    return List.of();
  }

  private List<Timeline.Origin> walk(At start, int place) throws IOException {
    var found = new ArrayList<Timeline.Origin>();
    var at = start;
    while (graph.landings().get(at.commit) == place) {
      var parents = graph.parents(at.commit);
      if (parents.length == 0) {
        tell(found, at, Optional.empty());
        break;
      }
      var next = unchanged(at);
      if (next.isEmpty()) {
        var first = before(at, parents[0]);
        tell(found, at, first.blob);
        next = Optional.of(first);
      }
      at = next.get();
    }
    return found;
  }

  private void tell(List<Timeline.Origin> found, At at, Optional<String> before) {
    if (!detection.same(before, at.blob)) {
      found.add(new Timeline.Origin(graph.ids().hex(at.commit), before, at.blob));
    }
  }

  /// The first parent that had it so already.
  private Optional<At> unchanged(At at) throws IOException {
    for (var parent : graph.parents(at.commit)) {
      var before = before(at, parent);
      if (detection.same(before.blob, at.blob)) {
        return Optional.of(before);
      }
    }
    return Optional.empty();
  }

  private At before(At at, int parent) throws IOException {
    var blob = contents.blob(graph.ids().hex(parent), at.path);
    if (blob.isPresent() || at.blob.isEmpty()) {
      return new At(parent, at.path, blob);
    }
    var files =
        diff.files(
            new DiffTree.Pair(Optional.of(graph.ids().hex(parent)), graph.ids().hex(at.commit)));
    return detection
        .cameFrom(at.path, files)
        .map(moved -> new At(parent, moved.path(), moved.before()))
        .orElseGet(() -> new At(parent, at.path, Optional.empty()));
  }
}
