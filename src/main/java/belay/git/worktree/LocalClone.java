package belay.git.worktree;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.git.location.Base;
import belay.git.location.GitSettings;
import belay.git.location.Location;
import belay.git.location.RepositoryLock;
import belay.git.object.CommitWriter;
import belay.git.object.Draft;
import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.run.GitConfig;
import belay.git.run.GitFailures;
import belay.git.run.GitUrl;
import belay.git.run.Refs;
import belay.git.run.RepositoryAccess;
import belay.git.transport.GitTransport;
import belay.git.transport.PushReply;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A user's clone with its work tree: commits are built beside it and pushed, and only then the
/// clone follows, so that a failure leaves everything as it was.
public final class LocalClone implements Location {
  private final Host host;
  private final GitSettings settings;
  private final GitConfig config;
  private final Path root;
  private final LocalRepository repository;
  private final CloneBranches branches;
  private final LocalBranch here;
  private final CloneRemote there;

  public LocalClone(
      Host host, Log log, GitSettings settings, Path root, LocalRepository repository) {
    this.host = host;
    this.settings = settings;
    this.root = root;
    this.repository = repository;
    this.config = GitConfig.load(host, root);
    this.branches = new CloneBranches(repository, root);
    this.here = new LocalBranch(repository, root, branches);
    this.there = new CloneRemote(repository, new GitTransport(host, log, config));
  }

  private <T> T locally(RepositoryAccess<T> work) {
    return RepositoryAccess.at(place(), work);
  }

  @Override
  public String place() {
    return root.toString();
  }

  @Override
  public String branch() {
    return settings.branch().orElseGet(() -> locally(branches::checkedOut));
  }

  private Optional<Upstream> upstream() {
    return settings.push() ? Upstream.of(config, root, branch()) : Optional.empty();
  }

  @Override
  public LocalRepository repository() {
    return repository;
  }

  @Override
  public RepositoryLock lock(Deadline deadline) {
    return StaleLocks.guarded(repository.common(), deadline);
  }

  @Override
  public boolean isEmpty() {
    return locally(() -> {
      if (branches.local(branch()).isPresent()) {
        return false;
      }
      var upstream = upstream();
      return upstream.isEmpty()
          || there.fetch(upstream.get(), Deadline.in(settings.timeout())).isEmpty();
    });
  }

  @Override
  public Optional<String> url() {
    return Upstream.of(config, root, branch())
        .map(Upstream::fetch)
        .filter(url -> !url.isFile())
        .map(GitUrl::toString);
  }

  @Override
  public Optional<Path> workTree() {
    return Optional.of(root);
  }

  @Override
  public List<String> addresses() {
    return config.subsections("remote").stream()
        .flatMap(remote -> config.all("remote", remote, "url").stream())
        .map(config::rewritten)
        .map(GitUrl::redact)
        .distinct()
        .toList();
  }

  @Override
  public <T> T locked(RepositoryAccess<T> access) {
    try (var _ = lock(limit())) {
      return locally(access);
    }
  }

  @Override
  public Base base(boolean fresh, Deadline deadline) throws IOException {
    var branch = branch();
    var local = branches.local(branch);
    var upstream = upstream();
    if (upstream.isEmpty()) {
      var tip =
          local.orElseThrow(
              () -> locally(() -> BareRepository.noBranch(repository, place(), branch)));
      var notes =
          settings.push()
              ? List.of("committed here only: the clone has no remote to push to")
              : List.<String>of();
      return new Base(tip, Optional.empty(), local, true, notes);
    }
    var seen = fresh ? Optional.<CloneRemote.Seen>empty() : there.seen();
    var remote = seen.isPresent() ? seen.get().tip() : there.fetch(upstream.get(), deadline);
    return branches.choose(branch, local, remote, seen.isEmpty(), upstream.get().remote());
  }

  @Override
  public void admit(Base base, Draft draft) throws IOException {
    if (upstream().isEmpty()) {
      here.requireIdle(branch());
    }
    here.admit(branch(), base, draft.files().keySet());
  }

  @Override
  public PushReply push(Base base, String commit, Deadline deadline) throws IOException {
    var upstream = upstream();
    if (upstream.isEmpty()) {
      return here.follow(branch(), base, commit)
          .<PushReply>map(why -> new PushReply.Rejected(why, ""))
          .orElseGet(PushReply.Accepted::new);
    }
    return there.push(upstream.get(), base.expected(), commit, deadline);
  }

  @Override
  public List<String> foresee(Collection<String> files) {
    return locked(() -> {
      var base = base(false, limit());
      var obstacle =
          upstream().isEmpty()
              ? Optional.<LocalBranch.Obstacle>empty()
              : here.obstacle(branch(), base);
      return obstacle.isEmpty()
          ? List.of()
          : notes(obstacle.get().beforePush(), here.differing(base, files));
    });
  }

  private static List<String> notes(String first, List<String> differing) {
    return Stream.concat(
            Stream.of(first),
            differing.stream()
                .map(file ->
                    file + " differs on your branch: what is deployed is based on the remote's"))
        .toList();
  }

  @Override
  public Optional<String> branchAt(String name, Deadline deadline) throws IOException {
    return there.branchAt(remoteOrRefuse(), name, deadline);
  }

  @Override
  public PushReply push(String name, Optional<String> expected, String commit, Deadline deadline)
      throws IOException {
    return there.push(
        remoteOrRefuse(), Refs.HEADS + name, expected.orElse(Refs.NOTHING), commit, deadline);
  }

  private Upstream remoteOrRefuse() {
    return upstream()
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "the clone %s has no remote to push to".formatted(root),
                "git -C %s remote add origin URL".formatted(root)));
  }

  @Override
  public boolean holds(String commit, Deadline deadline) throws IOException {
    var upstream = upstream();
    var tip = upstream.isEmpty() ? branches.local(branch()) : there.fetch(upstream.get(), deadline);
    return tip.isPresent() && repository.isAncestor(commit, tip.get());
  }

  /// Takes the local branch along, where there is one that has no commits of its own.
  @Override
  public List<String> settle(Base base, String commit) {
    if (upstream().isEmpty()) {
      return List.of();
    }
    Interrupts.stands(
        "interrupted; pushed: commit " + commit, "this clone was not moved: git pull");
    Optional<String> behind;
    try {
      var obstacle = here.obstacle(branch(), base);
      if (obstacle.isPresent()) {
        var changed = repository.changed(base.parent(), commit);
        return notes(obstacle.get().afterPush(), here.differing(base, changed));
      }
      behind = here.follow(branch(), base, commit);
    } catch (IOException | Failure e) {
      behind = Optional.of(GitFailures.clean(InWords.of(e)));
    }
    return behind
        .map(why ->
            "pushed, but branch %s of this clone stays behind: %s; git pull"
                .formatted(branch(), why))
        .stream()
        .toList();
  }

  @Override
  public boolean pushes() {
    return upstream().isPresent();
  }

  /// Where commits go to the remote, its history counts: the local branch may be behind, or have
  /// commits that nobody else knows.
  @Override
  public String newest(Deadline deadline) throws IOException {
    return base(false, deadline).parent();
  }

  @Override
  public boolean contains(String commit, String ancestor) {
    return locally(() -> {
      var upstream = upstream();
      if (!repository.objects().has(commit) && upstream.isPresent()) {
        var _ = there.fetch(upstream.get(), limit());
      }
      return repository.knowsThat(commit, ancestor);
    });
  }

  @Override
  public CommitWriter writer() {
    return new CommitWriter(host, config);
  }

  @Override
  public Deadline limit() {
    return Deadline.in(settings.timeout());
  }

  @Override
  public void close() {
    repository.close();
  }
}
