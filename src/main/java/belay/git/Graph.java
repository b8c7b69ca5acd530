package belay.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All commits of a branch, and its main line among them: the commits that the branch itself was
/// at, as against those that came in by merges.
final class Graph {
  private final Map<String, Node> commits;
  private final List<Node> mainLine;

  private Graph(Map<String, Node> commits, List<Node> mainLine) {
    this.commits = commits;
    this.mainLine = mainLine;
  }

  /// A commit as far as the shape of the history needs it.
  static final class Node {
    static final int NOWHERE = -1;

    private final String id;
    private final long seconds;
    private List<Node> parents = List.of();
    private int landing = NOWHERE;

    private Node(String id, long seconds) {
      this.id = id;
      this.seconds = seconds;
    }

    String id() {
      return id;
    }

    /// When it was committed, in seconds.
    long seconds() {
      return seconds;
    }

    List<Node> parents() {
      return parents;
    }

    /// Which commit of the main line, counted from the newest, brought this one; that is itself
    /// where it stands on the main line.
    int landing() {
      return landing;
    }
  }

  /// @param branch the branch's short name, as merges call it
  static Graph load(Repository repository, String tip, String branch) throws IOException {
    var nodes = new HashMap<String, Node>();
    var list =
        repository.git().run("rev-list", "--timestamp", "--parents", tip, "--").orThrow().text();
    var lines = list.split("\n");
    for (var line : lines) {
      var words = line.split(" ");
      nodes.put(words[1], new Node(words[1], Long.parseLong(words[0])));
    }
    for (var line : lines) {
      var words = line.split(" ");
      var node = known(nodes, words[1]);
      var parents = new ArrayList<Node>(words.length - 2);
      for (var i = 2; i < words.length; i++) {
        parents.add(known(nodes, words[i]));
      }
      node.parents = List.copyOf(parents);
    }
    var line = mainLine(new Contents(repository), known(nodes, tip), branch);
    land(line);
    return new Graph(nodes, line);
  }

  private static Node known(Map<String, Node> nodes, String id) throws IOException {
    @Nullable Node node = nodes.get(id);
    if (node == null) {
      throw GitTrouble.said("missing object " + id);
    }
    return node;
  }

  private static List<Node> mainLine(Contents contents, Node tip, String branch)
      throws IOException {
    var line = new ArrayList<Node>();
    line.add(tip);
    for (var at = tip; !at.parents.isEmpty(); line.add(at)) {
      at = previous(contents, at, branch);
    }
    return List.copyOf(line);
  }

  /// The commit that the branch was at before: the first parent. But when somebody ran `git pull`
  /// and pushed the merge, the first parent is that person's own work, and the branch is what was
  /// merged, as Git's message says: "Merge branch 'main' of …" on `main`.
  private static Node previous(Contents contents, Node node, String branch) throws IOException {
    if (node.parents.size() != 2) {
      return node.parents.getFirst();
    }
    var subject = contents.commit(node.id).message().lines().findFirst().orElse("").strip();
    return node.parents.get(mergesItself(subject, branch) ? 1 : 0);
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
      line.get(i).landing = i;
    }
    var open = new ArrayDeque<Node>();
    for (var i = line.size() - 1; i >= 0; i--) {
      open.addAll(line.get(i).parents);
      while (!open.isEmpty()) {
        var node = open.pop();
        if (node.landing == Node.NOWHERE) {
          node.landing = i;
          open.addAll(node.parents);
        }
      }
    }
  }

  /// The commits that the branch was at, newest first.
  List<Node> mainLine() {
    return mainLine;
  }

  /// A commit of the branch.
  Optional<Node> node(String id) {
    return Optional.ofNullable(commits.get(id)).filter(node -> node.landing != Node.NOWHERE);
  }
}
