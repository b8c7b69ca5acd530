package belay.git.cache;

import belay.git.location.Base;
import belay.git.location.GitSettings;
import belay.git.location.Location;
import belay.git.location.RepositoryLock;
import belay.git.object.CommitWriter;
import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.run.GitConfig;
import belay.git.run.GitFailures;
import belay.git.run.GitUrl;
import belay.git.run.Refs;
import belay.git.run.RepositoryAccess;
import belay.git.transport.GitTransport;
import belay.git.transport.PushReply;
import belay.git.transport.Remote;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A repository known by its URL: the newest commit is fetched into a cache, and commits made there
/// are pushed. Nothing is checked out.
public final class CachedRepository implements Location {
  /// A tip seen so lately is built on without asking again: if it has moved, the push says so.
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Host host;
  private final Log log;
  private final GitSettings settings;
  private final GitUrl url;
  private final GitConfig config;
  private final CachedRemote remote;
  private final Cache cache;
  private @Nullable Seen seen;

  /// What the branch will be called, where the remote has none yet.
  private @Nullable String first;

  /// A branch that was seen at the remote, and until when that is fresh.
  private record Seen(String branch, String tip, Deadline fresh) {}

  public CachedRepository(
      Host host, Log log, GitSettings settings, Remote address, GitConfig config) {
    this.host = host;
    this.log = log;
    this.settings = settings;
    this.url = address.url();
    this.config = config;
    this.cache = new Cache(host, log, url, config.lent());
    this.remote = new CachedRemote(new GitTransport(host, log, config), address, cache);
  }

  @Override
  public RepositoryLock lock(Deadline deadline) {
    return cache.lock(deadline);
  }

  @Override
  public LocalRepository repository() {
    return cache.locked(
        limit(),
        () -> {
          cache.begin();
          return cache.repository();
        });
  }

  @Override
  public String branch() {
    var known = seen;
    return known != null
        ? known.branch
        : settings
            .branch()
            .or(() -> Optional.ofNullable(first))
            .orElseGet(() -> cache.locked(limit(), () -> fetch(limit()).branch));
  }

  @Override
  public Deadline limit() {
    return Deadline.in(settings.timeout());
  }

  @Override
  public boolean isEmpty() {
    var deadline = limit();
    var empty = cache.locked(deadline, () -> remote.branches(deadline).isEmpty());
    first = empty ? config.get("init", "defaultBranch").orElse("main") : null;
    return empty;
  }

  @Override
  public Optional<String> url() {
    return Optional.of(url).filter(known -> !known.isFile()).map(GitUrl::toString);
  }

  @Override
  public <T> T locked(RepositoryAccess<T> access) {
    return cache.locked(limit(), access);
  }

  private Seen fetch(Deadline deadline) throws IOException {
    var found = remote.fetch(wanted(), CachedRemote.History.TIP, deadline);
    log.explain(() -> "branch %s of %s is at %s".formatted(found.branch(), url, found.tip()));
    return saw(found.branch(), found.tip());
  }

  private Optional<String> wanted() {
    var known = seen;
    return known != null ? Optional.of(known.branch) : settings.branch();
  }

  private Seen saw(String branch, String tip) {
    var now = new Seen(branch, tip, Deadline.in(FRESH));
    seen = now;
    return now;
  }

  @Override
  public Base base(boolean fresh, Deadline deadline) throws IOException {
    var known = seen;
    if (fresh || known == null || known.fresh.passed()) {
      return Base.at(fetch(deadline).tip, true);
    }
    // Others in this process or machine may have pushed meanwhile, and then left the tip here.
    var latest = remote.known(known.branch);
    return latest.isPresent() ? Base.at(latest.get(), false) : Base.at(fetch(deadline).tip, true);
  }

  @Override
  public String place() {
    return url.toString();
  }

  @Override
  public PushReply push(Base base, String commit, Deadline deadline) throws IOException {
    var reply = remote.push(branch(), base.expected(), commit, deadline);
    if (reply instanceof PushReply.Accepted) {
      saw(branch(), commit);
    }
    return reply;
  }

  @Override
  public Optional<String> branchAt(String name, Deadline deadline) throws IOException {
    return remote.find(name, deadline);
  }

  @Override
  public Optional<String> revision(String name, Deadline deadline) {
    return cache.locked(
        deadline,
        () -> {
          cache.begin();
          return remote.revision(name, deadline);
        });
  }

  @Override
  public PushReply push(String name, Optional<String> expected, String commit, Deadline deadline)
      throws IOException {
    return remote.push(name, expected.orElse(Refs.NOTHING), commit, deadline);
  }

  @Override
  public boolean holds(String commit, Deadline deadline) throws IOException {
    return remote.holds(branch(), commit, deadline);
  }

  @Override
  public boolean heal(IOException damage) {
    return cache.heal(damage);
  }

  @Override
  public CommitWriter writer() {
    if (!settings.push()) {
      throw GitFailures.notLocally(url.toString(), "nothing is checked out");
    }
    return new CommitWriter(host, config);
  }

  @Override
  public String newest(Deadline deadline) throws IOException {
    var found = remote.fetch(wanted(), CachedRemote.History.WHOLE, deadline);
    saw(found.branch(), found.tip());
    return found.tip();
  }

  /// The cache knows no more than the newest commits: how they hang together is fetched on demand.
  @Override
  public boolean contains(String commit, String ancestor) {
    var deadline = limit();
    var branch = branch();
    return cache.locked(
        deadline,
        () -> {
          if (repository().knowsThat(commit, ancestor)) {
            return true;
          }
          return !repository().knowsThat(ancestor, commit)
              && remote.holds(branch, ancestor, deadline)
              && repository().knowsThat(commit, ancestor);
        });
  }

  @Override
  public void close() {
    cache.close();
  }
}
