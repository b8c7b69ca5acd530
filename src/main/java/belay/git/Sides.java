package belay.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks on a merged side for the commits that made a file what it is. Like `git log PATH`, a merge
/// on the way is followed to the side that already had it so.
final class Sides {
  private final Contents contents;
  private final DiffTree diff;
  private final int landing;
  private final Follow follow;

  Sides(Contents contents, DiffTree diff, int landing, Follow follow) {
    this.contents = contents;
    this.diff = diff;
    this.landing = landing;
    this.follow = follow;
  }

  /// A file at a commit, under the name that it had then.
  private record At(Graph.Node node, String path, Optional<String> blob) {}

  List<Timeline.Origin> origins(List<Graph.Node> mainLine, String path) throws IOException {
    var merge = mainLine.get(landing);
    var at = new At(merge, path, contents.blob(merge.id(), path));
    for (var parent : merge.parents()) {
      var main = landing + 1 < mainLine.size() && parent == mainLine.get(landing + 1);
      var there = main ? Optional.<At>empty() : Optional.of(before(at, parent));
      if (there.isPresent() && follow.same(there.get().blob, at.blob)) {
        return walk(there.get());
      }
    }
    return List.of();
  }

  private List<Timeline.Origin> walk(At start) throws IOException {
    var found = new ArrayList<Timeline.Origin>();
    var at = start;
    while (at.node.landing() == landing) {
      if (at.node.parents().isEmpty()) {
        tell(found, at, Optional.empty());
        break;
      }
      var next = unchanged(at);
      if (next.isEmpty()) {
        var first = before(at, at.node.parents().getFirst());
        tell(found, at, first.blob);
        next = Optional.of(first);
      }
      at = next.get();
    }
    return found;
  }

  private void tell(List<Timeline.Origin> found, At at, Optional<String> before) {
    if (!follow.same(before, at.blob)) {
      found.add(new Timeline.Origin(at.node.id(), before, at.blob));
    }
  }

  /// The first parent that had it so already.
  private Optional<At> unchanged(At at) throws IOException {
    for (var parent : at.node.parents()) {
      var before = before(at, parent);
      if (follow.same(before.blob, at.blob)) {
        return Optional.of(before);
      }
    }
    return Optional.empty();
  }

  private At before(At at, Graph.Node parent) throws IOException {
    var blob = contents.blob(parent.id(), at.path);
    if (blob.isPresent() || at.blob.isEmpty()) {
      return new At(parent, at.path, blob);
    }
    var files = diff.files(new DiffTree.Pair(Optional.of(parent.id()), at.node.id()));
    return follow
        .cameFrom(at.path, files)
        .map(moved -> new At(parent, moved.path(), moved.before()))
        .orElseGet(() -> new At(parent, at.path, Optional.empty()));
  }
}
