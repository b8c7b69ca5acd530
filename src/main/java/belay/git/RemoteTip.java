package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;

/// Fetches one branch of a remote into a bare repository: one look at its refs, and objects only if
/// the tip is not here yet.
final class RemoteTip {
  private static final int LOOK_FARTHER = 16;
  private static final int LAST_LOOK = 1 << 20;

  private final Wire wire;
  private final GitUrl url;

  RemoteTip(Wire wire, GitUrl url) {
    this.wire = wire;
    this.url = url;
  }

  /// A branch by its short name, and where it is.
  record Found(String branch, ObjectId tip) {}

  Wire wire() {
    return wire;
  }

  static String tracking(String branch) {
    return "refs/remotes/origin/" + branch;
  }

  /// @param branch the branch; empty for the one that the remote's `HEAD` names
  /// @param depth how many commits back; 0 for all that are missing; [Constants#INFINITE_DEPTH] to
  ///   also fetch what was left out before
  Found fetch(Repository into, Optional<String> branch, int depth, Deadline deadline)
      throws IOException {
    var found =
        wire.talk(
            into,
            url,
            deadline,
            (transport, monitor) -> {
              var name = branch.map(b -> Constants.R_HEADS + b).orElse(Constants.HEAD);
              if (depth > 0) {
                transport.setDepth(depth);
              }
              try (var connection = open(transport, name)) {
                var ref = connection.getRef(name);
                var tip = ref == null ? null : ref.getObjectId();
                if (ref == null || tip == null) {
                  return Optional.<Found>empty();
                }
                if (!isHere(into, tip, depth)) {
                  connection.fetch(monitor, List.of(ref), Set.of());
                }
                return Optional.of(
                    new Found(Repository.shortenRefName(ref.getLeaf().getName()), tip));
              }
            });
    if (found.isEmpty() && branch.isEmpty()) {
      // HEAD names a branch that nobody pushed: in a repository with one branch, that one is meant.
      var only = branches(into, deadline);
      if (only.size() == 1) {
        return fetch(into, Optional.of(only.getFirst()), depth, deadline);
      }
    }
    var tip = found.orElseThrow(() -> noBranch(into, branch, deadline));
    if (tip.branch.equals(Constants.HEAD)) {
      throw noDefault();
    }
    remember(into, tip.branch, tip.tip);
    return tip;
  }

  /// Where a branch is, its newest commit fetched; empty where there is no such branch.
  Optional<ObjectId> find(Repository into, String branch, Deadline deadline) throws IOException {
    return at(into, Constants.R_HEADS + branch, deadline);
  }

  /// The same for any ref, by its full name.
  Optional<ObjectId> at(Repository into, String name, Deadline deadline) throws IOException {
    return wire.talk(
        into,
        url,
        deadline,
        (transport, monitor) -> {
          try (var connection = open(transport, name)) {
            var ref = connection.getRef(name);
            var tip = ref == null ? null : ref.getObjectId();
            if (ref == null || tip == null) {
              return Optional.<ObjectId>empty();
            }
            if (!isHere(into, tip, 0)) {
              connection.fetch(monitor, List.of(ref), Set.of());
            }
            return Optional.of(tip);
          }
        });
  }

  private static FetchConnection open(Transport transport, String name) throws IOException {
    return transport.openFetch(List.of(new RefSpec(name)));
  }

  private static boolean isHere(Repository into, ObjectId tip, int depth) throws IOException {
    var whole = into.getObjectDatabase().getShallowCommits().isEmpty();
    return into.getObjectDatabase().has(tip)
        && (depth <= 1 || (depth == Constants.INFINITE_DEPTH && whole));
  }

  private static void remember(Repository into, String branch, ObjectId tip) throws IOException {
    var update = into.updateRef(tracking(branch));
    update.setNewObjectId(tip);
    update.setForceUpdate(true);
    update.disableRefLog();
    switch (update.update()) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      case Object other ->
          throw new IOException("cannot set %s: %s".formatted(tracking(branch), other));
    }
  }

  private Failure noDefault() {
    return new Failure(
        Kind.NOT_FOUND, "HEAD of %s names no branch".formatted(url), "say which one: -b BRANCH");
  }

  private Failure noBranch(Repository into, Optional<String> branch, Deadline deadline) {
    var branches = branches(into, deadline);
    if (branches.isEmpty()) {
      return new Failure(
          Kind.NOT_FOUND,
          "the repository %s has no commits yet".formatted(url),
          "belay init %s".formatted(url));
    }
    if (branch.isEmpty()) {
      return noDefault();
    }
    return new Failure(
        Kind.NOT_FOUND,
        "no branch \"%s\" in %s%s"
            .formatted(branch.get(), url, Suggest.hint(branch.get(), branches)),
        "list its branches: git ls-remote --heads %s".formatted(url));
  }

  /// Every branch of the remote.
  List<String> branches(Repository into, Deadline deadline) {
    try {
      return wire.talk(
          into,
          url,
          deadline,
          (transport, _) -> {
            try (var connection =
                transport.openFetch(List.of(new RefSpec("refs/heads/*:refs/heads/*")))) {
              return connection.getRefs().stream()
                  .map(Ref::getName)
                  .filter(name -> name.startsWith(Constants.R_HEADS))
                  .map(Repository::shortenRefName)
                  .toList();
            }
          });
    } catch (IOException e) {
      throw Failures.talking(url, e);
    }
  }

  /// A tip that has the parent of a commit and not the commit never had it. A commit at the edge of
  /// a shallow cache shows no parent.
  private static boolean hasParent(RevWalk walk, RevCommit commit, RevCommit top)
      throws IOException {
    return commit.getParentCount() > 0
        && walk.isMergedInto(walk.parseCommit(commit.getParent(0)), top);
  }

  /// Whether the branch has the commit by now, looking back as far as needed.
  boolean holds(Repository into, String branch, ObjectId commit, Deadline deadline)
      throws IOException {
    for (var depth = 1; ; depth *= LOOK_FARTHER) {
      var tip = fetch(into, Optional.of(branch), depth, deadline).tip;
      try (var walk = new RevWalk(into)) {
        var top = walk.parseCommit(tip);
        var ours = walk.parseCommit(commit);
        if (walk.isMergedInto(ours, top)) {
          return true;
        }
        if (depth > LAST_LOOK || hasParent(walk, ours, top)) {
          return false;
        }
      }
    }
  }
}
