package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.host.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/// A bare repository on this machine: commits are written into it and its branch is moved.
final class BareRepository implements Location {
  private final Host host;
  private final GitSettings settings;
  private final UserConfig config;
  private final Path directory;
  private final Repository repository;

  BareRepository(Host host, GitSettings settings, Path directory, Repository repository) {
    this.host = host;
    this.settings = settings;
    this.directory = directory;
    this.repository = repository;
    this.config = UserConfig.load(host, directory);
  }

  @Override
  public String place() {
    return directory.toString();
  }

  @Override
  public String branch() {
    return settings.branch().orElseGet(() -> Work.at(place(), this::usualBranch));
  }

  private String usualBranch() throws IOException {
    var head = repository.exactRef(Constants.HEAD);
    if (head == null || !head.isSymbolic()) {
      throw new Failure(
          Kind.NOT_FOUND,
          "HEAD of %s names no branch".formatted(directory),
          "say which one: -b BRANCH");
    }
    return Repository.shortenRefName(pushed(head.getTarget()).getName());
  }

  @Override
  public Repository repository() {
    return repository;
  }

  /// The branch that `HEAD` names; where nobody pushed that one, the only branch that there is.
  private Ref pushed(Ref named) throws IOException {
    var branches = repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS);
    return named.getObjectId() == null && branches.size() == 1 ? branches.getFirst() : named;
  }

  @Override
  public boolean isEmpty() {
    return Work.at(
        place(), () -> repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).isEmpty());
  }

  @Override
  public Optional<String> url() {
    return Optional.empty();
  }

  @Override
  public Commit tip() {
    return Work.at(place(), () -> new Contents(repository).commit(head()));
  }

  private ObjectId head() throws IOException {
    var ref = repository.exactRef(Constants.R_HEADS + branch());
    var tip = ref == null ? null : ref.getObjectId();
    if (tip == null) {
      throw noBranch(repository, place(), branch());
    }
    return tip;
  }

  static Failure noBranch(Repository repository, String place, String branch) throws IOException {
    var branches =
        repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
            .map(Ref::getName)
            .map(Repository::shortenRefName)
            .toList();
    return branches.isEmpty()
        ? new Failure(
            Kind.NOT_FOUND,
            "the repository %s has no commits yet".formatted(place),
            "belay init %s".formatted(place))
        : new Failure(
            Kind.NOT_FOUND,
            "no branch \"%s\" in %s%s".formatted(branch, place, Suggest.hint(branch, branches)),
            "list its branches: git -C %s branch".formatted(place));
  }

  @Override
  public Turn turn(Deadline deadline) {
    var turn = Turn.take(directory.resolve("belay.lock"), deadline);
    try {
      var since = turn.abandonedSince();
      if (since.isPresent()) {
        StaleLocks.remove(directory, since.get());
      }
      return turn;
    } catch (IOException e) {
      turn.close();
      throw Failures.local(place(), e);
    }
  }

  @Override
  public Base base(boolean fresh, Deadline deadline) throws IOException {
    return Base.at(head());
  }

  @Override
  public void admit(Base base, Draft draft) {}

  @Override
  public PushReply publish(Base base, ObjectId commit, Deadline deadline) throws IOException {
    return new RefMove(repository, config)
        .move(Constants.R_HEADS + branch(), base.remote(), commit);
  }

  @Override
  public Optional<ObjectId> branchAt(String name, Deadline deadline) throws IOException {
    var ref = repository.exactRef(Constants.R_HEADS + name);
    return ref == null ? Optional.empty() : Optional.ofNullable(ref.getObjectId());
  }

  @Override
  public PushReply push(
      String name, Optional<ObjectId> expected, ObjectId commit, Deadline deadline)
      throws IOException {
    return new RefMove(repository, config).move(Constants.R_HEADS + name, expected, commit);
  }

  @Override
  public boolean holds(ObjectId commit, Deadline deadline) throws IOException {
    return head().equals(commit);
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
    return false;
  }

  @Override
  public Timeline timeline() {
    try {
      return Timeline.of(repository, head(), branch());
    } catch (IOException e) {
      throw Failures.local(place(), e);
    }
  }

  @Override
  public boolean contains(String commit, String ancestor) {
    return Work.at(place(), () -> Lineage.of(commit, ancestor).isKnownTo(repository));
  }

  @Override
  public CommitWriter writer() {
    if (!settings.push()) {
      throw new Failure(
          Kind.USAGE,
          "a commit cannot stay local with %s: others fetch from a bare repository"
              .formatted(directory),
          "leave out --no-push, or use a clone of it: --repo PATH");
    }
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
