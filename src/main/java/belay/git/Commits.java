package belay.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;

/// The commits of a repository, by their ids. Those in packs are read as they lie there, by several
/// threads: one after the other, from each to its parents, 100,000 of them took 0.8 s.
final class Commits {
  private static final int RUN = 8192;

  /// Up to the committer mostly; the message is not needed.
  private static final int BEGINNING = 320;

  private final Map<ObjectId, Node> nodes = new HashMap<>();
  private final Set<ObjectId> shallow;

  private Commits(Set<ObjectId> shallow) {
    this.shallow = shallow;
  }

  /// @param shallow commits whose parents are not here
  static Commits in(PackStore store, Set<ObjectId> shallow) {
    var commits = new Commits(shallow);
    for (var pack = 0; pack < store.packs().size(); pack++) {
      var number = pack;
      var count = store.packs().get(pack).count();
      IntStream.iterate(0, start -> start < count, start -> start + RUN)
          .boxed()
          .gather(
              Gatherers.mapConcurrent(
                  Runtime.getRuntime().availableProcessors() + 1,
                  start -> commits.read(store, number, start, Math.min(start + RUN, count))))
          .forEach(found -> found.forEach(node -> commits.nodes.putIfAbsent(node.id(), node)));
    }
    return commits;
  }

  private List<Node> read(PackStore store, int number, int from, int to) {
    var pack = store.packs().get(number);
    return store.read(reader -> {
      var found = new ArrayList<Node>();
      for (var i = from; i < to; i++) {
        var raw = reader.commit(number, pack.offset(i), BEGINNING);
        if (raw != null) {
          var id = pack.id(i);
          Node.parse(id, raw, shallow.contains(id)).ifPresent(found::add);
        }
      }
      return found;
    });
  }

  Optional<Node> find(ObjectId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  Node get(PackReader reader, ObjectId id) throws IOException {
    var known = nodes.get(id);
    if (known != null) {
      return known;
    }
    var node =
        Node.parse(id, reader.read(id), shallow.contains(id))
            .orElseThrow(() -> new IOException("a damaged commit: " + id.name()));
    nodes.put(id, node);
    return node;
  }

  /// Connects all commits that a commit comes from.
  void connect(PackReader reader, ObjectId tip) throws IOException {
    var open = new ArrayDeque<Node>();
    open.push(get(reader, tip));
    while (!open.isEmpty()) {
      var node = open.pop();
      if (node.parents().isEmpty() && !node.parentIds().isEmpty()) {
        var parents = new ArrayList<Node>(node.parentIds().size());
        for (var id : node.parentIds()) {
          parents.add(get(reader, id));
        }
        node.parents(parents);
        open.addAll(parents);
      }
    }
  }
}
