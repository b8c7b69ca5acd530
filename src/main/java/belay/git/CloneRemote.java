package belay.git;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/// The remote that a clone's branch is fetched from and pushed to.
final class CloneRemote {
  /// A remote tip seen so lately is built on without asking again: if it has moved, the push says
  /// so.
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Repository repository;
  private final Wire wire;
  private final RefMove refs;
  private @Nullable Seen seen;

  private record Seen(Optional<ObjectId> tip, Deadline fresh) {}

  CloneRemote(Repository repository, Wire wire, RefMove refs) {
    this.repository = repository;
    this.wire = wire;
    this.refs = refs;
  }

  /// Where the branch is there, fetched anew unless that was just done.
  Optional<ObjectId> tip(Upstream upstream, Deadline deadline) throws IOException {
    var known = seen;
    return known == null || known.fresh.passed() ? fetch(upstream, deadline) : known.tip;
  }

  /// Where the branch is there now; empty where the remote has no such branch. What the clone
  /// remembers of the remote follows.
  Optional<ObjectId> fetch(Upstream upstream, Deadline deadline) throws IOException {
    var tip = new RemoteTip(wire, upstream.fetch()).at(repository, upstream.branch(), deadline);
    if (tip.isPresent()) {
      remember(upstream, tip.get());
    }
    seen = new Seen(tip, Deadline.in(FRESH));
    return tip;
  }

  private void remember(Upstream upstream, ObjectId tip) throws IOException {
    if (upstream.tracking().isPresent()) {
      refs.track(upstream.tracking().get(), tip);
    }
  }

  /// Pushes to the branch that the local one follows.
  PushReply push(Upstream upstream, ObjectId expected, ObjectId commit, Deadline deadline)
      throws IOException {
    var move = new RemoteMove(upstream.branch(), Optional.empty(), expected, commit);
    var reply = push(upstream, move, deadline);
    if (reply instanceof PushReply.Accepted) {
      remember(upstream, commit);
      seen = new Seen(Optional.of(commit), Deadline.in(FRESH));
    }
    return reply;
  }

  /// Where any branch of the remote is.
  Optional<ObjectId> branchAt(Upstream upstream, String name, Deadline deadline)
      throws IOException {
    return new RemoteTip(wire, upstream.fetch()).find(repository, name, deadline);
  }

  /// Moves any branch of the remote; the clone keeps no note of it.
  PushReply push(Upstream upstream, RemoteMove move, Deadline deadline) throws IOException {
    return wire.push(repository, upstream.push(), move, deadline);
  }
}
