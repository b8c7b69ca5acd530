package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/// A repository known by its URL: the newest commit is fetched into a cache, and commits made there
/// are pushed. Nothing is checked out.
final class RemoteCache implements Location {
  /// A tip seen so lately is built on without asking again: if it has moved, the push says so.
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Host host;
  private final Log log;
  private final GitSettings settings;
  private final GitUrl url;
  private final UserConfig config;
  private final RemoteTip remote;
  private final HealingCache cache;
  private @Nullable Seen seen;

  /// A branch that was seen at the remote, and until when that is fresh.
  private record Seen(String branch, ObjectId tip, Deadline fresh) {}

  RemoteCache(Host host, Log log, GitSettings settings, GitUrl url, UserConfig config) {
    if (url.isFile()) {
      ObjectFormat.requireSha1(Path.of(url.uri().getPath()));
    }
    this.host = host;
    this.log = log;
    this.settings = settings;
    this.url = url;
    this.config = config;
    this.remote = new RemoteTip(new Wire(host, log, config), url);
    this.cache = HealingCache.of(host, log, url);
  }

  @Override
  public Turn turn(Deadline deadline) {
    return cache.turn(deadline);
  }

  @Override
  public Repository repository() {
    return cache.repository();
  }

  @Override
  public String branch() {
    var known = seen;
    return known != null
        ? known.branch
        : settings.branch().orElseGet(() -> cache.inTurn(limit(), () -> fetch(limit()).branch));
  }

  @Override
  public Deadline limit() {
    return Deadline.in(settings.timeout());
  }

  @Override
  public boolean isEmpty() {
    var deadline = limit();
    return cache.inTurn(deadline, () -> remote.branches(repository(), deadline).isEmpty());
  }

  @Override
  public Optional<String> url() {
    return Optional.of(url).filter(known -> !known.isFile()).map(GitUrl::toString);
  }

  @Override
  public Commit tip() {
    var deadline = limit();
    return cache.inTurn(deadline, () -> new Contents(repository()).commit(fetch(deadline).tip));
  }

  private Seen fetch(Deadline deadline) throws IOException {
    var depth = cache.depth();
    var known = seen;
    var branch = known != null ? Optional.of(known.branch) : settings.branch();
    var found = remote.fetch(repository(), branch, depth, deadline);
    log.explain(
        () -> "branch %s of %s is at %s".formatted(found.branch(), url, found.tip().name()));
    return saw(found.branch(), found.tip());
  }

  private Seen saw(String branch, ObjectId tip) {
    var now = new Seen(branch, tip, Deadline.in(FRESH));
    seen = now;
    return now;
  }

  @Override
  public Base base(boolean fresh, Deadline deadline) throws IOException {
    var known = seen;
    if (fresh || known == null || known.fresh.passed()) {
      return Base.at(fetch(deadline).tip);
    }
    // Others in this process or machine may have pushed meanwhile, and then left the tip here.
    var latest = repository().exactRef(RemoteTip.tracking(known.branch));
    var tip = latest == null ? null : latest.getObjectId();
    return Base.at(tip == null ? fetch(deadline).tip : tip);
  }

  @Override
  public String place() {
    return url.toString();
  }

  @Override
  public void admit(Base base, Draft draft) {}

  @Override
  public PushReply publish(Base base, ObjectId commit, Deadline deadline) throws IOException {
    var reply = push(branch(), base.expected(), commit, deadline);
    if (reply instanceof PushReply.Accepted) {
      saw(branch(), commit);
    }
    return reply;
  }

  private PushReply push(String branch, ObjectId expected, ObjectId commit, Deadline deadline)
      throws IOException {
    var tracking = Optional.of(RemoteTip.tracking(branch));
    var move = new RemoteMove(Constants.R_HEADS + branch, tracking, expected, commit);
    return remote.wire().push(repository(), url, move, deadline);
  }

  @Override
  public Optional<ObjectId> branchAt(String name, Deadline deadline) throws IOException {
    return remote.find(repository(), name, deadline);
  }

  @Override
  public PushReply push(
      String name, Optional<ObjectId> expected, ObjectId commit, Deadline deadline)
      throws IOException {
    return push(name, expected.orElse(ObjectId.zeroId()), commit, deadline);
  }

  @Override
  public boolean holds(ObjectId commit, Deadline deadline) throws IOException {
    return remote.holds(repository(), branch(), commit, deadline);
  }

  @Override
  public List<String> settle(Base base, ObjectId commit) {
    return List.of();
  }

  @Override
  public List<String> foresee(Collection<String> files) {
    return List.of();
  }

  @Override
  public boolean pushes() {
    return true;
  }

  @Override
  public boolean heal(IOException damage) {
    return cache.heal(damage);
  }

  @Override
  public CommitWriter writer() {
    if (!settings.push()) {
      throw new Failure(
          Kind.USAGE,
          "a commit cannot stay local with %s: nothing is checked out".formatted(url),
          "leave out --no-push, or use a clone of it: --repo PATH");
    }
    return new CommitWriter(host, config);
  }

  @Override
  public Landing landFirst(Draft draft) {
    var name = settings.branch().or(() -> config.get("init", "defaultBranch")).orElse("main");
    try (var named = new RemoteCache(host, log, settings.withBranch(name), url, config)) {
      return FirstCommit.land(named, named.writer(), draft, limit());
    }
  }

  @Override
  public Timeline timeline() {
    var deadline = limit();
    return cache.inTurn(
        deadline,
        () -> {
          var known = seen;
          var branch = known != null ? Optional.of(known.branch) : settings.branch();
          var found = remote.fetch(repository(), branch, Constants.INFINITE_DEPTH, deadline);
          saw(found.branch(), found.tip());
          return Timeline.of(repository(), found.tip(), found.branch());
        });
  }

  /// The cache knows no more than the newest commits: how they hang together is fetched on demand.
  @Override
  public boolean contains(String commit, String ancestor) {
    var lineage = Lineage.of(commit, ancestor);
    var deadline = limit();
    var branch = branch();
    return cache.inTurn(
        deadline,
        () -> {
          if (lineage.isKnownTo(repository())) {
            return true;
          }
          return !lineage.reversed().isKnownTo(repository())
              && remote.holds(repository(), branch, lineage.earlier(), deadline)
              && lineage.isKnownTo(repository());
        });
  }

  @Override
  public void close() {
    cache.close();
  }
}
