package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jspecify.annotations.Nullable;

/// A user's clone with its work tree: commits are built beside it and pushed, and only then the
/// clone follows, so that a failure leaves everything as it was.
final class LocalClone implements Location, Ground {
  /// A remote tip seen so lately is built on without asking again: if it has moved, the push says
  /// so.
  private static final Duration FRESH = Duration.ofSeconds(30);

  /// JGit has no type for this.
  private static final Pattern NOT_THERE = Pattern.compile("does not have .* available for fetch");

  private final Host host;
  private final Log log;
  private final GitSettings settings;
  private final UserConfig config;
  private final Path root;
  private final Repository repository;
  private final CloneBranches branches;
  private final WorkTreeUpdate workTree;
  private final Wire wire;
  private @Nullable Seen seen;

  private record Seen(Optional<ObjectId> tip, Deadline fresh) {}

  LocalClone(Host host, Log log, GitSettings settings, Path root, Repository repository) {
    this.host = host;
    this.log = log;
    this.settings = settings;
    this.root = root;
    this.repository = repository;
    this.config = UserConfig.load(host, root);
    config.lendTo(repository.getConfig());
    this.branches = new CloneBranches(repository, root);
    this.workTree = new WorkTreeUpdate(repository, new RefMove(repository, config));
    this.wire = new Wire(host, log, config);
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T locally(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw Failures.local(place(), e);
    }
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
  public Repository repository() {
    return repository;
  }

  @Override
  public Turn turn(Deadline deadline) {
    var common = repository.getCommonDirectory().toPath();
    var turn = Turn.take(common.resolve("belay.lock"), deadline);
    try {
      var since = turn.abandonedSince();
      if (since.isPresent()) {
        var index = repository.getDirectory().toPath().resolve("index.lock");
        StaleLocks.remove(
            common, since.get(), workTree.isUnfinished() ? List.of(index) : List.of());
      }
      workTree.finish();
      return turn;
    } catch (IOException e) {
      turn.close();
      throw Failures.local(place(), e);
    } catch (RuntimeException e) {
      turn.close();
      throw e;
    }
  }

  @Override
  public Commit tip() {
    var deadline = Deadline.in(settings.timeout());
    try (var _ = turn(deadline)) {
      return locally(() -> new Contents(repository).commit(base(true, deadline).parent()));
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
      return new Base(tip, Optional.empty(), local, notes);
    }
    var known = seen;
    var remote =
        fresh || known == null || known.fresh.passed()
            ? fetch(upstream.get(), deadline)
            : known.tip;
    return branches.choose(branch, local, remote, upstream.get().remote());
  }

  private Optional<ObjectId> fetch(Upstream upstream, Deadline deadline) throws IOException {
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
            (transport, monitor) -> {
              try {
                var result = transport.fetch(monitor, List.of(spec));
                return Optional.ofNullable(result.getAdvertisedRef(upstream.branch()))
                    .map(Ref::getObjectId);
              } catch (TransportException e) {
                if (NOT_THERE.matcher(String.valueOf(e.getMessage())).find()) {
                  return Optional.<ObjectId>empty();
                }
                throw e;
              }
            });
    seen = new Seen(tip, Deadline.in(FRESH));
    return tip;
  }

  @Override
  public void admit(Base base, Draft draft) throws IOException {
    if (base.local().isPresent() && branches.isCheckedOut(branch())) {
      workTree.refuseUncommitted(base.local().get(), draft.files().keySet());
    }
  }

  @Override
  public PushReply publish(Base base, ObjectId commit, Deadline deadline) throws IOException {
    var upstream = upstream();
    if (upstream.isEmpty()) {
      return moveHere(base, commit)
          .<PushReply>map(why -> new PushReply.Rejected(why, ""))
          .orElseGet(PushReply.Accepted::new);
    }
    var update =
        new RemoteRefUpdate(
            repository,
            null,
            commit,
            upstream.get().branch(),
            false,
            upstream.get().tracking().orElse(null),
            base.expected());
    var reply = wire.push(repository, upstream.get().push(), update, deadline);
    if (reply instanceof PushReply.Accepted) {
      seen = new Seen(Optional.of(commit), Deadline.in(FRESH));
    }
    return reply;
  }

  @Override
  public Optional<ObjectId> branchAt(String name, Deadline deadline) throws IOException {
    return new RemoteTip(wire, remoteOrRefuse().fetch()).find(repository, name, deadline);
  }

  @Override
  public PushReply push(
      String name, Optional<ObjectId> expected, ObjectId commit, Deadline deadline)
      throws IOException {
    var update =
        new RemoteRefUpdate(
            repository,
            null,
            commit,
            Constants.R_HEADS + name,
            false,
            null,
            expected.orElse(ObjectId.zeroId()));
    return wire.push(repository, remoteOrRefuse().push(), update, deadline);
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
  public boolean holds(ObjectId commit, Deadline deadline) throws IOException {
    var upstream = upstream();
    var tip = upstream.isEmpty() ? branches.local(branch()) : fetch(upstream.get(), deadline);
    if (tip.isEmpty()) {
      return false;
    }
    try (var walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(tip.get()));
    }
  }

  /// Takes the local branch along, where there is one.
  @Override
  public List<String> settle(Base base, ObjectId commit) {
    if (upstream().isEmpty()) {
      return List.of();
    }
    Optional<String> obstacle;
    try {
      obstacle = moveHere(base, commit);
    } catch (IOException | Failure e) {
      obstacle = Optional.of(Failures.clean(String.valueOf(e.getMessage())));
    }
    return obstacle
        .map(why ->
            "pushed, but branch %s of this clone stays behind: %s; git pull"
                .formatted(branch(), why))
        .stream()
        .toList();
  }

  /// Moves the local branch.
  ///
  /// @return why it could not be moved
  private Optional<String> moveHere(Base base, ObjectId commit) throws IOException {
    if (base.local().isEmpty()) {
      return Optional.empty();
    }
    var ref = Constants.R_HEADS + branch();
    if (branches.isCheckedOut(branch())) {
      return workTree.forward(ref, base.local().get(), commit);
    }
    var elsewhere = branches.checkedOutElsewhere(branch());
    if (elsewhere.isPresent()) {
      return Optional.of("another work tree has it checked out (%s)".formatted(elsewhere.get()));
    }
    return new RefMove(repository, config).move(ref, base.local(), commit)
            instanceof PushReply.Rejected(var words, _)
        ? Optional.of(words)
        : Optional.empty();
  }

  @Override
  public boolean pushes() {
    return upstream().isPresent();
  }

  @Override
  public boolean heal(IOException damage) {
    return false;
  }

  @Override
  public Landing land(Function<Commit, Optional<Draft>> edit) {
    var writer = new CommitWriter(host, config);
    return new LandLoop(this, writer, host, log, Deadline.in(settings.timeout())).run(edit);
  }

  @Override
  public Proposal propose(
      String name, Predicate<Commit> ours, Function<Commit, Optional<Draft>> edit) {
    var deadline = Deadline.in(settings.timeout());
    var writer = new CommitWriter(host, config);
    return new Proposing(this, writer, new Backoff(host.random()), deadline).run(name, ours, edit);
  }

  @Override
  public String author() {
    return Identity.of(host, config).words();
  }

  @Override
  public Optional<String> remote() {
    return upstream().map(upstream -> upstream.push().toString());
  }

  @Override
  public Map<String, byte[]> readAll(String commit, String directory) {
    return locally(() -> new Contents(repository).readAll(commit, directory));
  }

  @Override
  public Landing landFirst(Draft draft) {
    return FirstCommit.land(
        this, new CommitWriter(host, config), draft, Deadline.in(settings.timeout()));
  }

  @Override
  public Optional<byte[]> read(String commit, String path) {
    return locally(() -> new Contents(repository).read(commit, path));
  }

  @Override
  public List<String> list(String commit, String directory) {
    return locally(() -> new Contents(repository).list(commit, directory));
  }

  @Override
  public Timeline timeline() {
    return locally(() -> {
      var tip = branches.local(branch());
      var told =
          Timeline.of(
              repository,
              tip.isPresent() ? tip.get() : base(true, Deadline.in(settings.timeout())).parent(),
              branch());
      if (told.cut()) {
        log.warn("older commits are missing, as the clone is shallow: git fetch --unshallow");
      }
      return told;
    });
  }

  @Override
  public boolean contains(String commit, String ancestor) {
    var lineage = Lineage.of(commit, ancestor);
    return locally(() -> {
      var upstream = upstream();
      if (!lineage.laterIsHere(repository) && upstream.isPresent()) {
        var _ = fetch(upstream.get(), Deadline.in(settings.timeout()));
      }
      return lineage.isKnownTo(repository);
    });
  }

  @Override
  public void close() {
    repository.close();
  }
}
