package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.history.Timeline;
import belay.git.location.GitSettings;
import belay.git.location.Location;
import belay.git.location.PushTarget;
import belay.git.object.Commit;
import belay.git.object.Contents;
import belay.git.run.RepositoryAccess;
import belay.host.Host;
import belay.host.Log;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// One branch of a GitOps repository, wherever it is.
public final class GitRepo implements AutoCloseable {
  private final Host host;
  private final Log log;
  private final Location location;

  private GitRepo(Host host, Log log, Location location) {
    this.host = host;
    this.log = log;
    this.location = location;
  }

  /// Finds the repository; the network is not touched yet.
  public static GitRepo open(Host host, Log log, GitSettings settings) {
    return new GitRepo(host, log, RepositoryLocator.find(host, log, settings));
  }

  /// Makes a folder a repository without commits, like `git init`; what lies in it stays as it is.
  ///
  /// @param branch its first branch, where the user's usual one is not meant
  public static void init(Host host, Path folder, Optional<String> branch) {
    NewRepository.create(host, folder, branch, false);
  }

  /// Makes a folder a bare repository without commits.
  public static void initBare(Host host, Path folder, String branch) {
    NewRepository.create(host, folder, Optional.of(branch), true);
  }

  /// Whether there is no commit yet, here or at the remote: then [#firstUpdate] is the way.
  public boolean isEmpty() {
    return location.isEmpty();
  }

  /// The address that others know the repository by, without credentials: its own where it is a
  /// URL, a clone's remote; empty where it is a path or has no remote.
  public Optional<String> url() {
    return location.url();
  }

  /// The commit that the next edit is based on. Asks the remote, except for a bare repository by
  /// path and for a clone that is not to be pushed.
  public Commit tip() {
    var deadline = location.limit();
    return location.locked(() -> {
      var tip = location.base(true, deadline).parent();
      return contents().commit(tip);
    });
  }

  /// The commit that is checked out in the user's folder; empty where there is none yet.
  public Optional<String> checkedOut() {
    return RepositoryAccess.at(location.place(), () -> location.repository().ref("HEAD"));
  }

  /// The commit that a branch, a tag or an id stands for, fetched where it is elsewhere; empty
  /// where there is none.
  public Optional<String> revision(String name) {
    return RepositoryAccess.at(location.place(), () -> location.revision(name, location.limit()));
  }

  /// A file's bytes at a commit; empty where there is no such file.
  public Optional<byte[]> read(String commit, String path) {
    return RepositoryAccess.at(location.place(), () -> contents().read(commit, path));
  }

  /// The files below a directory at a commit, as full paths in Git's order; `""` is the root. No
  /// such directory: no files.
  public List<String> list(String commit, String directory) {
    return RepositoryAccess.at(location.place(), () -> contents().list(commit, directory));
  }

  /// The names of the folders in a directory at a commit.
  public List<String> folders(String commit, String directory) {
    return RepositoryAccess.at(location.place(), () -> contents().folders(commit, directory));
  }

  /// The first of the files below a directory at a commit that is wanted: those after it are not
  /// looked at.
  public Optional<String> first(String commit, String directory, Predicate<String> wanted) {
    return RepositoryAccess.at(location.place(), () -> contents().first(commit, directory, wanted));
  }

  /// The folder where the user has its files; empty where it is known by its URL, or bare.
  public Optional<Path> workTree() {
    return location.workTree();
  }

  /// The files in the user's folder that git does not ignore, committed or not, as paths in it.
  public List<String> workTreeFiles() {
    return RepositoryAccess.at(
        location.place(), () -> location.repository().workTreeFiles(workTree().orElseThrow()));
  }

  /// The files of the user's folder, or of a commit, that differ from a revision, or rather from
  /// where the two parted.
  ///
  /// @param commit empty for the folder as it stands
  /// @throws Failure (not found) where there is no such revision
  public Set<String> changedSince(String revision, Optional<String> commit) {
    var base =
        revision(revision)
            .orElseThrow(() ->
                new Failure(
                    Kind.NOT_FOUND,
                    "no revision \"%s\" here".formatted(revision),
                    "fetch it first: git fetch origin"));
    return RepositoryAccess.at(
        location.place(), () -> location.repository().changedSince(base, commit));
  }

  /// Every address that others may know it by, without credentials: its own where it is a URL,
  /// those of a clone's remotes.
  public List<String> addresses() {
    return location.addresses();
  }

  /// Writes all files of a commit into an empty folder; no filter and no hook runs.
  public void checkOut(String commit, Path folder) {
    RepositoryAccess.at(
        location.place(),
        () -> {
          location.repository().checkOut(commit, folder);
          return folder;
        });
  }

  private Contents contents() {
    return new Contents(location.repository());
  }

  /// Every file below a directory at a commit with its bytes, in Git's order: one walk, where
  /// [#read] takes one for each file. A file that is too large fails when its bytes are asked for.
  public Map<String, Supplier<byte[]>> readAll(String commit, String directory) {
    return RepositoryAccess.at(location.place(), () -> contents().readAll(commit, directory));
  }

  /// Who commits here, as `Name <email>`.
  public String author() {
    return location.writer().author();
  }

  /// Begins to update the branch.
  public BranchUpdate update() {
    return update(location, false);
  }

  /// The same where there may be no commit yet; then the branch is made.
  public BranchUpdate firstUpdate() {
    return update(location, true);
  }

  /// Begins to put an edit of the tip onto a branch of its own, for a pull request.
  ///
  /// @param name the branch, without `refs/heads/`
  public BranchUpdate proposal(String name) {
    return update(new ProposalBranch(location, name), false);
  }

  private BranchUpdate update(PushTarget target, boolean first) {
    return new BranchUpdate(target, first, location.writer(), host, log, location.limit());
  }

  /// Notes what the user should know before an edit of some files is pushed, as is told after it.
  public void foresee(Collection<String> files) {
    location.foresee(files).forEach(log::note);
  }

  /// The branch's whole history.
  public Timeline timeline() {
    var deadline = location.limit();
    return location.locked(() -> {
      var newest = location.newest(deadline);
      var timeline = Timeline.of(location.repository(), newest, location.branch());
      if (timeline.cut()) {
        log.warn("older commits are missing, as the clone is shallow: git fetch --unshallow");
      }
      return timeline;
    });
  }

  /// Whether a commit is another one or came after it. Asks the remote where that is not known
  /// here; a commit that the branch does not have contains nothing.
  ///
  /// @param commit 40 hex digits, known to somebody else, such as Argo CD
  /// @param ancestor a commit that is known here
  public boolean contains(String commit, String ancestor) {
    return location.contains(commit, ancestor);
  }

  /// The branch's name, without `refs/heads/`. Asks the remote where only its `HEAD` can tell.
  public String branch() {
    return location.branch();
  }

  @Override
  public void close() {
    location.close();
  }
}
