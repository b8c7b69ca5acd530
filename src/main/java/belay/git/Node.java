package belay.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.RawParseUtils;

/// A commit as far as the shape of the history needs it.
final class Node {
  static final int NOWHERE = -1;
  private static final int HEX = 40;
  private static final int TREE_LINE = "tree ".length() + HEX + 1;
  private static final int PARENT_LINE = "parent ".length() + HEX + 1;

  private final ObjectId id;
  private final ObjectId tree;
  private final long seconds;
  private final List<ObjectId> parentIds;
  private List<Node> parents = List.of();
  private int landing = NOWHERE;

  private Node(ObjectId id, ObjectId tree, List<ObjectId> parentIds, long seconds) {
    this.id = id;
    this.tree = tree;
    this.parentIds = parentIds;
    this.seconds = seconds;
  }

  /// Reads the header of a commit (gitformat-commit: `tree`, then `parent` lines, then people).
  ///
  /// @param raw the commit, or as much of it as is at hand
  /// @return empty where that does not reach to the committer
  static Optional<Node> parse(ObjectId id, byte[] raw, boolean shallow) {
    var hex = new MutableObjectId();
    if (raw.length < TREE_LINE) {
      return Optional.empty();
    }
    hex.fromString(raw, "tree ".length());
    var tree = hex.toObjectId();
    var parents = new ArrayList<ObjectId>(2);
    var at = TREE_LINE;
    while (at + PARENT_LINE <= raw.length && raw[at] == 'p') {
      hex.fromString(raw, at + "parent ".length());
      parents.add(hex.toObjectId());
      at += PARENT_LINE;
    }
    var committer = RawParseUtils.committer(raw, at);
    var close = committer < 0 ? raw.length : RawParseUtils.nextLF(raw, committer, '>');
    if (RawParseUtils.nextLF(raw, close) >= raw.length) {
      return Optional.empty();
    }
    var seconds = RawParseUtils.parseLongBase10(raw, close, null);
    return Optional.of(new Node(id, tree, shallow ? List.of() : List.copyOf(parents), seconds));
  }

  ObjectId id() {
    return id;
  }

  ObjectId tree() {
    return tree;
  }

  /// When it was committed, in seconds.
  long seconds() {
    return seconds;
  }

  List<ObjectId> parentIds() {
    return parentIds;
  }

  List<Node> parents() {
    return parents;
  }

  void parents(List<Node> found) {
    parents = List.copyOf(found);
  }

  /// Which commit of the main line, counted from the newest, brought this one; that is itself where
  /// it stands on the main line.
  int landing() {
    return landing;
  }

  void landing(int index) {
    landing = index;
  }
}
