package belay.git.worktree;

import belay.failure.Failure;
import belay.git.location.Base;
import belay.git.location.GitSettings;
import belay.git.location.Location;
import belay.git.location.RepositoryLock;
import belay.git.object.CommitWriter;
import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.run.GitConfig;
import belay.git.run.GitFailures;
import belay.git.run.Refs;
import belay.git.run.RepositoryAccess;
import belay.git.transport.PushReply;
import belay.host.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A bare repository on this machine: commits are written into it and its branch is moved.
public final class BareRepository implements Location {
  private final Host host;
  private final GitSettings settings;
  private final GitConfig config;
  private final Path directory;
  private final LocalRepository repository;

  public BareRepository(
      Host host, GitSettings settings, Path directory, LocalRepository repository) {
    this.host = host;
    this.settings = settings;
    this.directory = directory;
    this.repository = repository;
    this.config = GitConfig.load(host, directory);
  }

  @Override
  public String place() {
    return directory.toString();
  }

  @Override
  public String branch() {
    return settings.branch().orElseGet(() -> RepositoryAccess.at(place(), this::usualBranch));
  }

  private String usualBranch() throws IOException {
    var head = repository.head().orElseThrow(() -> GitFailures.noDefault(place()));
    if (repository.ref(head).isPresent()) {
      return Refs.shortName(head);
    }
    // nobody pushed the branch that HEAD names: the only one that there is, is meant
    var branches = repository.branches();
    return branches.size() == 1 ? branches.getFirst() : Refs.shortName(head);
  }

  @Override
  public LocalRepository repository() {
    return repository;
  }

  @Override
  public boolean isEmpty() {
    return RepositoryAccess.at(place(), () -> repository.branches().isEmpty());
  }

  @Override
  public Optional<String> url() {
    return Optional.empty();
  }

  @Override
  public <T> T locked(RepositoryAccess<T> access) {
    return RepositoryAccess.at(place(), access);
  }

  private String head() throws IOException {
    var tip = repository.ref(Refs.HEADS + branch());
    if (tip.isEmpty()) {
      throw noBranch(repository, place(), branch());
    }
    return tip.get();
  }

  static Failure noBranch(LocalRepository repository, String place, String branch)
      throws IOException {
    return GitFailures.noBranch(
        branch, place, repository.branches(), "git -C %s branch".formatted(place));
  }

  @Override
  public RepositoryLock lock(Deadline deadline) {
    return StaleLocks.guarded(directory, deadline);
  }

  @Override
  public Base base(boolean fresh, Deadline deadline) throws IOException {
    return Base.at(head(), true);
  }

  @Override
  public PushReply push(Base base, String commit, Deadline deadline) throws IOException {
    return move(branch(), base.expected(), commit);
  }

  @Override
  public Optional<String> branchAt(String name, Deadline deadline) throws IOException {
    return repository.ref(Refs.HEADS + name);
  }

  @Override
  public PushReply push(String name, Optional<String> expected, String commit, Deadline deadline)
      throws IOException {
    return move(name, expected.orElse(Refs.NOTHING), commit);
  }

  private PushReply move(String name, String expected, String commit) throws IOException {
    return repository
        .move(Refs.HEADS + name, expected, commit)
        .<PushReply>map(why -> new PushReply.Rejected(why, ""))
        .orElseGet(PushReply.Accepted::new);
  }

  @Override
  public boolean holds(String commit, Deadline deadline) throws IOException {
    return repository.ref(Refs.HEADS + branch()).equals(Optional.of(commit));
  }

  @Override
  public String newest(Deadline deadline) throws IOException {
    return head();
  }

  @Override
  public boolean contains(String commit, String ancestor) {
    return RepositoryAccess.at(place(), () -> repository.knowsThat(commit, ancestor));
  }

  @Override
  public CommitWriter writer() {
    if (!settings.push()) {
      throw GitFailures.notLocally(place(), "others fetch from a bare repository");
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
