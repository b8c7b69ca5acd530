package belay.git;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/// The remote that a clone's branch is fetched from and pushed to.
final class CloneRemote {
  /// A remote tip seen so lately is built on without asking again: if it has moved, the push says
  /// so.
  private static final Duration FRESH = Duration.ofSeconds(30);

  /// JGit has no type for this.
  private static final Pattern NOT_THERE = Pattern.compile("does not have .* available for fetch");

  private final Repository repository;
  private final Wire wire;
  private @Nullable Seen seen;

  private record Seen(Optional<ObjectId> tip, Deadline fresh) {}

  CloneRemote(Repository repository, Wire wire) {
    this.repository = repository;
    this.wire = wire;
  }

  /// Where the branch is there, fetched anew unless that was just done.
  Optional<ObjectId> tip(Upstream upstream, Deadline deadline) throws IOException {
    var known = seen;
    return known == null || known.fresh.passed() ? fetch(upstream, deadline) : known.tip;
  }

  /// Where the branch is there now; empty where the remote has no such branch.
  Optional<ObjectId> fetch(Upstream upstream, Deadline deadline) throws IOException {
    var spec =
        new RefSpec(
            upstream
                .tracking()
                .map(to -> "+" + upstream.branch() + ":" + to)
                .orElse(upstream.branch()));
    var tip =
        wire.talk(
            repository,
            upstream.fetch(),
            deadline,
            (transport, monitor) -> fetch(transport, monitor, spec, upstream.branch()));
    seen = new Seen(tip, Deadline.in(FRESH));
    return tip;
  }

  private static Optional<ObjectId> fetch(
      Transport transport, CancelAtDeadline monitor, RefSpec spec, String branch)
      throws IOException {
    try {
      var result = transport.fetch(monitor, List.of(spec));
      return Optional.ofNullable(result.getAdvertisedRef(branch)).map(Ref::getObjectId);
    } catch (TransportException e) {
      if (NOT_THERE.matcher(String.valueOf(e.getMessage())).find()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Pushes to the branch that the local one follows.
  PushReply push(Upstream upstream, ObjectId expected, ObjectId commit, Deadline deadline)
      throws IOException {
    var move = new RemoteMove(upstream.branch(), upstream.tracking(), expected, commit);
    var reply = push(upstream, move, deadline);
    if (reply instanceof PushReply.Accepted) {
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
