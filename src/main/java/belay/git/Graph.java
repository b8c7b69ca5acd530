package belay.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.RawParseUtils;

/// All commits of a branch, and its main line among them: the commits that the branch itself was
/// at, as against those that came in by merges.
final class Graph {
  private final Map<ObjectId, Node> nodes;
  private final List<Node> mainLine;

  private Graph(Map<ObjectId, Node> nodes, List<Node> mainLine) {
    this.nodes = nodes;
    this.mainLine = mainLine;
  }

  /// @param branch the branch's short name, as merges call it
  /// @param shallow commits whose parents are not here
  static Graph load(PackReader reader, ObjectId tip, String branch, Set<ObjectId> shallow)
      throws IOException {
    Map<ObjectId, Node> nodes = new HashMap<>();
    var open = new ArrayDeque<ObjectId>();
    open.push(tip);
    while (!open.isEmpty()) {
      var id = open.pop();
      if (!nodes.containsKey(id)) {
        var node = Node.parse(id, reader.read(id), shallow.contains(id));
        nodes.put(id, node);
        node.parentIds().forEach(open::push);
      }
    }
    for (var node : nodes.values()) {
      node.parents(node.parentIds().stream().map(id -> known(nodes, id)).toList());
    }
    var line = mainLine(reader, known(nodes, tip), branch);
    land(line);
    return new Graph(nodes, line);
  }

  private static Node known(Map<ObjectId, Node> nodes, ObjectId id) {
    return Optional.ofNullable(nodes.get(id)).orElseThrow();
  }

  private static List<Node> mainLine(PackReader reader, Node tip, String branch)
      throws IOException {
    var line = new ArrayList<Node>();
    var next = Optional.of(tip);
    while (next.isPresent()) {
      var node = next.get();
      line.add(node);
      next = previous(reader, node, branch);
    }
    return List.copyOf(line);
  }

  /// The commit that the branch was at before: the first parent. But when somebody ran `git pull`
  /// and pushed the merge, the first parent is that person's own work, and the branch is what was
  /// merged, as Git's message says: "Merge branch 'main' of …" on `main`.
  private static Optional<Node> previous(PackReader reader, Node node, String branch)
      throws IOException {
    var parents = node.parents();
    if (parents.size() != 2) {
      return parents.stream().findFirst();
    }
    var raw = reader.read(node.id());
    var message = RawParseUtils.commitMessage(raw, 0);
    var subject =
        message < 0
            ? ""
            : RawParseUtils.decode(raw, message, RawParseUtils.nextLF(raw, message)).strip();
    return Optional.of(parents.get(mergesItself(subject, branch) ? 1 : 0));
  }

  private static boolean mergesItself(String subject, String branch) {
    return List.of("Merge branch '", "Merge remote-tracking branch 'origin/").stream()
        .map(start -> start + branch + "'")
        .anyMatch(start ->
            subject.equals(start)
                || subject.startsWith(start + " of ")
                || subject.startsWith(start + " into "));
  }

  /// Each commit landed by the oldest commit of the main line that has it in its past.
  private static void land(List<Node> line) {
    for (var i = 0; i < line.size(); i++) {
      line.get(i).landing(i);
    }
    var open = new ArrayDeque<Node>();
    for (var i = line.size() - 1; i >= 0; i--) {
      open.addAll(line.get(i).parents());
      while (!open.isEmpty()) {
        var node = open.pop();
        if (node.landing() == Node.NOWHERE) {
          node.landing(i);
          open.addAll(node.parents());
        }
      }
    }
  }

  /// The commits that the branch was at, newest first.
  List<Node> mainLine() {
    return mainLine;
  }

  Optional<Node> node(ObjectId id) {
    return Optional.ofNullable(nodes.get(id));
  }
}
