package belay.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.RawParseUtils;

/// All commits of a branch, and its main line among them: the commits that the branch itself was
/// at, as against those that came in by merges.
final class Graph {
  private final Commits commits;
  private final List<Node> mainLine;

  private Graph(Commits commits, List<Node> mainLine) {
    this.commits = commits;
    this.mainLine = mainLine;
  }

  /// @param branch the branch's short name, as merges call it
  static Graph load(PackStore store, ObjectId tip, String branch, Commits commits) {
    return store.read(reader -> {
      commits.connect(reader, tip);
      var line = mainLine(reader, commits.get(reader, tip), branch);
      land(line);
      return new Graph(commits, line);
    });
  }

  private static List<Node> mainLine(PackReader reader, Node tip, String branch)
      throws IOException {
    var line = new ArrayList<Node>();
    line.add(tip);
    for (var at = tip; !at.parents().isEmpty(); line.add(at)) {
      at = previous(reader, at, branch);
    }
    return List.copyOf(line);
  }

  /// The commit that the branch was at before: the first parent. But when somebody ran `git pull`
  /// and pushed the merge, the first parent is that person's own work, and the branch is what was
  /// merged, as Git's message says: "Merge branch 'main' of …" on `main`.
  private static Node previous(PackReader reader, Node node, String branch) throws IOException {
    var parents = node.parents();
    if (parents.size() != 2) {
      return parents.getFirst();
    }
    var raw = reader.read(node.id());
    var message = RawParseUtils.commitMessage(raw, 0);
    var subject =
        message < 0
            ? ""
            : RawParseUtils.decode(raw, message, RawParseUtils.nextLF(raw, message)).strip();
    return parents.get(mergesItself(subject, branch) ? 1 : 0);
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

  /// A commit of the branch.
  Optional<Node> node(ObjectId id) {
    return commits.find(id).filter(node -> node.landing() != Node.NOWHERE);
  }
}
