package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Interruptions;
import belay.host.Log;
import belay.host.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// Talks to servers, whatever the protocol: within a time limit, with the user's credentials.
final class Wire {
  private static final int GRACE_SECONDS = 2;

  /// After how long a user wants to know whom is waited for.
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Host host;
  private final Log log;
  private final UserConfig config;
  private final SystemSsh ssh;
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();
  private volatile long heard;
  private final Map<GitUrl, Credentials> credentials = new ConcurrentHashMap<>();
  private final Map<GitUrl, HttpConnections> connections = new ConcurrentHashMap<>();

  Wire(Host host, Log log, UserConfig config) {
    this.host = host;
    this.log = log;
    this.config = config;
    this.ssh = new SystemSsh(host, config);
  }

  /// What is done over an open connection.
  interface Talk<T> {
    T with(Transport transport, CancelAtDeadline monitor) throws IOException;
  }

  /// Connects, talks, and says what went wrong in the user's words.
  <T> T talk(Repository repository, GitUrl url, Deadline deadline, Talk<T> talk)
      throws IOException {
    try {
      return limited(deadline, url, () -> open(repository, url, deadline, talk));
    } catch (IOException e) {
      if (Failures.isDamage(e)) {
        throw e;
      }
      throw explained(url, e);
    }
  }

  /// Pushes one branch.
  PushReply push(Repository repository, GitUrl url, RemoteMove move, Deadline deadline)
      throws IOException {
    var update = move.of(repository);
    try {
      return limited(
          deadline,
          url,
          () -> open(repository, url, deadline, (to, monitor) -> pushed(to, monitor, update)));
    } catch (IOException e) {
      if (Failures.isDamage(e)) {
        throw e;
      }
      return afterBreak(explained(url, e));
    } catch (Failure failure) {
      return afterBreak(failure);
    }
  }

  private Failure explained(GitUrl url, IOException e) {
    var used = Optional.ofNullable(connections.get(url));
    return Failures.talking(
        url, e, tried(url), (chain, words) -> used.flatMap(way -> way.explain(chain, words)));
  }

  /// A server that turned us away at the door has not taken the commit.
  private static PushReply afterBreak(Failure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, TIMEOUT -> new PushReply.Unclear(failure);
      default -> throw failure;
    };
  }

  /// Where the logins came from that the server has seen.
  private List<String> tried(GitUrl url) {
    List<String> tried = new ArrayList<>();
    var open = connections.get(url);
    if (open != null && open.identifies()) {
      tried.add("http.extraHeader");
    }
    var known = credentials.get(url);
    if (known != null) {
      tried.addAll(known.tried());
    }
    return tried;
  }

  private static PushReply pushed(
      Transport transport, CancelAtDeadline monitor, RemoteRefUpdate update) throws IOException {
    var result = transport.push(monitor, List.of(update));
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> new PushReply.Accepted();
      case REJECTED_REMOTE_CHANGED, NON_EXISTING ->
          new PushReply.Rejected("the branch has moved", "");
      // Said by JGit itself, on commits that we built upon each other: it cannot read them all.
      case REJECTED_NONFASTFORWARD ->
          throw new MissingObjectException(update.getNewObjectId(), "history");
      case REJECTED_NODELETE, REJECTED_OTHER_REASON ->
          new PushReply.Rejected(
              Failures.clean(Optional.ofNullable(update.getMessage()).orElse("no reason given")),
              Failures.clean(result.getMessages()));
      case NOT_ATTEMPTED, AWAITING_REPORT ->
          new PushReply.Unclear(
              new Failure(Kind.UNREACHABLE, "the server did not report on the push", ""));
    };
  }

  private <T> T open(Repository repository, GitUrl url, Deadline deadline, Talk<T> talk)
      throws IOException {
    if (url.isExposed()) {
      log.warn("%s is plain http: everybody on the way can read along".formatted(url));
    }
    try (var transport = Transport.open(repository, plain(url))) {
      configure(transport, url, deadline);
      var answer =
          talk.with(transport, new CancelAtDeadline(deadline, () -> heard = System.nanoTime()));
      var used = credentials.get(url);
      if (used != null) {
        used.approve();
      }
      return answer;
    } catch (NotSupportedException e) {
      throw new NoRemoteRepositoryException(plain(url), e.getMessage());
    }
  }

  /// JGit gets no password by the URL: it is asked for like any other.
  private static URIish plain(GitUrl url) {
    return url.isHttp() ? url.uri().setUser(null).setPass(null) : url.uri().setPass(null);
  }

  private void configure(Transport transport, GitUrl url, Deadline deadline) {
    transport.setTimeout(deadline.seconds());
    // The clone's pre-push hook must not write into our answer; its stderr comes with the
    // exception.
    transport.setHookOutputStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    transport.setHookErrorStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    transport.setTagOpt(TagOpt.NO_TAGS);
    switch (transport) {
      case TransportHttp http -> configure(http, url);
      case SshTransport overSsh -> overSsh.setSshSessionFactory(ssh);
      case Transport other when url.isFile() -> useGit(other);
      default -> {}
    }
  }

  private void configure(TransportHttp http, GitUrl url) {
    http.setHttpConnectionFactory(
        connections.computeIfAbsent(url, u -> new HttpConnections(host, log, config, u)));
    var known = credentials.computeIfAbsent(url, u -> Credentials.usual(host, log, config, u));
    http.setCredentialsProvider(known);
    known
        .inUse()
        .ifPresent(login -> http.setPreemptiveBasicAuthentication(login.user(), login.password()));
  }

  /// JGit would play the server itself on a `file://` URL, without the repository's hooks.
  private void useGit(Transport local) {
    new Programs(host)
        .find("git")
        .map(git -> "'" + git.toString().replace("'", "'\\''") + "'")
        .ifPresent(git -> {
          local.setOptionUploadPack(git + " upload-pack");
          local.setOptionReceivePack(git + " receive-pack");
        });
  }

  /// JGit limits single reads only; here the whole is limited. What still runs then is killed:
  /// connections are cut, programs get a signal.
  ///
  /// Not on a virtual thread: to wait for its sockets the JDK has a thread in `epoll_wait` for
  /// ever, and a JVM that ends waits 300 ms for such a one.
  private <T> T limited(Deadline deadline, GitUrl url, Work<T> work) throws IOException {
    var task = new FutureTask<T>(work::run);
    heard = System.nanoTime();
    var thread = Thread.ofPlatform().daemon().name("git").start(task);
    try {
      return patiently(task, deadline, url);
    } catch (TimeoutException e) {
      throw new Failure(
          Kind.TIMEOUT,
          "%s did not answer in time".formatted(url),
          "check with: git ls-remote %s".formatted(url),
          e);
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (!task.isDone()) {
        ssh.kill();
        connections.values().forEach(HttpConnections::cut);
        thread.interrupt();
      }
    }
  }

  private <T> T patiently(FutureTask<T> task, Deadline deadline, GitUrl url)
      throws InterruptedException, ExecutionException, TimeoutException {
    var end =
        System.nanoTime()
            + deadline.remaining().toNanos()
            + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    while (true) {
      var now = System.nanoTime();
      var silence = heard + SILENCE.toNanos() - now;
      if (silence <= 0 && awaited.add(url.server())) {
        log.note("%s has not answered for %d s".formatted(url.server(), SILENCE.toSeconds()));
      }
      var slice = silence > 0 ? silence : SILENCE.toNanos();
      try {
        return task.get(Math.max(0, Math.min(slice, end - now)), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
      }
    }
  }

  private static IOException rethrown(@Nullable Throwable thrown) {
    return switch (thrown) {
      case null -> new IOException("no reason given");
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    };
  }
}
