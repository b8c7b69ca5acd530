package belay.git.worktree;

import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.run.Refs;
import belay.git.transport.GitTransport;
import belay.git.transport.PushReply;
import belay.git.transport.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The remote that a clone's branch is fetched from and pushed to.
final class CloneRemote {
  /// A remote tip seen so lately is built on without asking again: if it has moved, the push says
  /// so.
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final LocalRepository repository;
  private final GitTransport transport;
  private @Nullable Seen seen;

  /// Where the branch is at the remote.
  ///
  /// @param fresh until when that counts
  record Seen(Optional<String> tip, Deadline fresh) {}

  CloneRemote(LocalRepository repository, GitTransport transport) {
    this.repository = repository;
    this.transport = transport;
  }

  /// Where the branch was there a moment ago; empty where nobody has looked lately.
  Optional<Seen> seen() {
    return Optional.ofNullable(seen).filter(known -> !known.fresh.passed());
  }

  /// Where the branch is there now; empty where the remote has no such branch. What the clone
  /// remembers of the remote follows, as git does that.
  Optional<String> fetch(Upstream upstream, Deadline deadline) throws IOException {
    var tip = fetch(upstream, upstream.branch(), deadline);
    seen = new Seen(tip, Deadline.in(FRESH));
    return tip;
  }

  private Optional<String> fetch(Upstream upstream, String ref, Deadline deadline)
      throws IOException {
    var remote = Remote.known(upstream.fetch(), upstream.remote());
    var command =
        List.of(
            "fetch",
            "--progress",
            "--no-tags",
            "--no-prune",
            "--no-recurse-submodules",
            upstream.remote(),
            ref);
    var result = transport.talk(repository.git(), remote, deadline, command);
    if (result.ok()) {
      return Optional.of(fetched());
    }
    if (result.err().toLowerCase(Locale.ROOT).contains("couldn't find remote ref")) {
      return Optional.empty();
    }
    throw transport.trouble(repository.git(), remote, result);
  }

  /// `ID TAB … branch 'NAME' of URL`.
  private String fetched() throws IOException {
    var line = Files.readAllLines(repository.directory().resolve("FETCH_HEAD")).getFirst();
    return line.substring(0, line.indexOf('\t'));
  }

  /// Pushes to the branch that the local one follows.
  PushReply push(Upstream upstream, String expected, String commit, Deadline deadline)
      throws IOException {
    var reply = push(upstream, upstream.branch(), expected, commit, deadline);
    if (reply instanceof PushReply.Accepted) {
      seen = new Seen(Optional.of(commit), Deadline.in(FRESH));
    }
    return reply;
  }

  /// Where any branch of the remote is, its commit being here then.
  Optional<String> branchAt(Upstream upstream, String name, Deadline deadline) throws IOException {
    return fetch(upstream, Refs.HEADS + name, deadline);
  }

  /// Moves any branch of the remote.
  PushReply push(Upstream upstream, String ref, String expected, String commit, Deadline deadline)
      throws IOException {
    var remote = Remote.known(upstream.push(), upstream.remote());
    return transport.push(repository.git(), remote, ref, expected, commit, deadline);
  }
}
