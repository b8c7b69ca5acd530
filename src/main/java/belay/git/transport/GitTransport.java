package belay.git.transport;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.auth.Credentials;
import belay.git.run.Deadline;
import belay.git.run.Git;
import belay.git.run.GitConfig;
import belay.git.run.GitFailures;
import belay.git.run.GitTrouble;
import belay.git.run.GitUrl;
import belay.host.Host;
import belay.host.Log;
import belay.host.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Has git talk to servers, whatever the protocol: within a time limit, with the user's
/// credentials.
public final class GitTransport {
  public static final String SYMBOLIC = "ref: ";

  private static final Duration GRACE = Duration.ofSeconds(2);

  /// After how long a user wants to know whom is waited for.
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration GLANCE = Duration.ofMillis(500);

  private static final List<String> SSH_ITSELF = List.of("GIT_SSH_COMMAND", "GIT_SSH");

  private final Host host;
  private final Log log;
  private final GitConfig config;
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();
  private final Map<GitUrl, Credentials> credentials = new ConcurrentHashMap<>();
  private final Map<GitUrl, HttpRoute> routes = new ConcurrentHashMap<>();

  public GitTransport(Host host, Log log, GitConfig config) {
    this.host = host;
    this.log = log;
    this.config = config;
  }

  /// Runs a command that talks to a remote, until it succeeds or there is no other login to try.
  public Git.Result talk(Git git, Remote remote, Deadline deadline, List<String> command)
      throws IOException {
    var route =
        routes.computeIfAbsent(remote.url(), url -> new HttpRoute(host, log, config, remote));
    var known =
        credentials.computeIfAbsent(remote.url(), url -> new Credentials(host, log, config, url));
    route.announce(git);
    var prepared = route.lentTo(git.with(remote.options()).with(ssh(remote.url())));
    while (true) {
      var result = limited(known.lentTo(prepared), remote.url(), deadline, command);
      if (result.ok() || !GitFailures.isDenied(result.err()) || !known.refused(result.err())) {
        return result;
      }
    }
  }

  /// The same, where all but success is a failure.
  Git.Result require(Git git, Remote remote, Deadline deadline, List<String> command)
      throws IOException {
    var result = talk(git, remote, deadline, command);
    if (!result.ok()) {
      throw trouble(git, remote, result);
    }
    return result;
  }

  /// What a command that did not succeed means.
  ///
  /// @return the failure
  /// @throws GitTrouble where it is the repository here
  public Failure trouble(Git git, Remote remote, Git.Result result) throws GitTrouble {
    var url = remote.url();
    if (GitTrouble.isDamage(result.err())) {
      throw GitTrouble.of(result);
    }
    var route = routes.get(url);
    var onTheWay = route == null ? Optional.<Failure>empty() : route.explain(git, result.err());
    return onTheWay
        .map(failure -> GitFailures.because(failure, result.err()))
        .orElseGet(() -> GitFailures.talking(url, result.err(), tried(git, url)));
  }

  /// Where the logins came from that the server has seen.
  private List<String> tried(Git git, GitUrl url) {
    var tried = new ArrayList<String>();
    var route = routes.get(url);
    if (route != null && route.identifies(git)) {
      tried.add("http.extraHeader");
    }
    var known = credentials.get(url);
    if (known != null) {
      tried.addAll(known.tried());
    }
    return tried;
  }

  /// Moves a branch of a remote by compare-and-set: a commit that descends from where the branch
  /// has to be, so that nothing is ever forced.
  ///
  /// @param ref the branch's full name there
  /// @param expected where it has to be; [Refs#NOTHING] where there must be none
  public PushReply push(
      Git git, Remote remote, String ref, String expected, String commit, Deadline deadline)
      throws IOException {
    var command =
        List.of(
            "push",
            "--porcelain",
            "--progress",
            "--no-follow-tags",
            "--recurse-submodules=no",
            "--force-with-lease=%s:%s".formatted(ref, expected),
            remote.name(),
            "%s:%s".formatted(commit, ref));
    try {
      var result = talk(git, remote, deadline, command);
      var reply = PushReport.of(result, remote.url().isHttp());
      return reply.isPresent() ? reply.get() : afterBreak(trouble(git, remote, result));
    } catch (Failure failure) {
      return afterBreak(failure);
    }
  }

  /// A server that turned us away at the door has not taken the commit.
  private static PushReply afterBreak(Failure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, TIMEOUT -> new PushReply.Unclear(failure);
      default -> throw failure;
    };
  }

  /// Unless the user set a command, an unknown host key is refused and nothing is asked.
  private Map<String, String> ssh(GitUrl url) {
    if (!url.scheme().equals("ssh")
        || SSH_ITSELF.stream().anyMatch(name -> host.env(name).isPresent())
        || config.get("core", "sshCommand").isPresent()) {
      return Map.of();
    }
    var ssh = new Programs(host).find("ssh").orElseThrow(GitTransport::noSsh).toString();
    return Map.of(
        "GIT_SSH_COMMAND",
        "'%s' -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=15"
            .formatted(ssh.replace("'", "'\\''")));
  }

  private static Failure noSsh() {
    return new Failure(
        Kind.UNREACHABLE,
        "no \"ssh\" on the PATH to reach the git server with",
        "install OpenSSH's client, or use an https URL");
  }

  /// What still runs when the time is up is ended.
  private Git.Result limited(Git git, GitUrl url, Deadline deadline, List<String> command)
      throws IOException {
    try {
      var result =
          git.run(
              new byte[0], command, Deadline.in(deadline.remaining().plus(GRACE)), new Watch(url));
      log.trace(() -> "git %s %s: %d".formatted(command.getFirst(), url, result.exit()));
      return new Git.Result(
          result.command(), result.exit(), result.text(), GitFailures.words(result.err()));
    } catch (Git.Late e) {
      throw GitFailures.late(url).because(String.valueOf(e.getMessage()));
    }
  }

  /// Says once per server that it has been silent for long.
  private final class Watch implements Git.Waiting {
    private final GitUrl url;
    private volatile long heard = System.nanoTime();

    private Watch(GitUrl url) {
      this.url = url;
    }

    @Override
    public void started(Process process) {
      if (!awaited.contains(url.server())) {
        var _ = Thread.ofVirtual().start(() -> look(process));
      }
    }

    private void look(Process process) {
      try {
        while (!process.waitFor(GLANCE)) {
          if (System.nanoTime() - heard > SILENCE.toNanos() && awaited.add(url.server())) {
            log.note("%s has not answered for %d s".formatted(url.server(), SILENCE.toSeconds()));
          }
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void heard() {
      heard = System.nanoTime();
    }
  }

  /// Refs of a remote by their full names, with where they are; a symbolic one also with what it
  /// stands for, under its name with [#SYMBOLIC] before it.
  public Map<String, String> refs(Git git, Remote remote, Deadline deadline, List<String> patterns)
      throws IOException {
    var command = new ArrayList<>(List.of("ls-remote", "--symref", remote.name()));
    command.addAll(patterns);
    var refs = new HashMap<String, String>();
    for (var line : require(git, remote, deadline, command).text().lines().toList()) {
      var tab = line.indexOf('\t');
      if (line.startsWith(SYMBOLIC) && tab > 0) {
        refs.put(SYMBOLIC + line.substring(tab + 1), line.substring(SYMBOLIC.length(), tab));
      } else if (tab > 0) {
        refs.put(line.substring(tab + 1), line.substring(0, tab));
      }
    }
    return refs;
  }
}
