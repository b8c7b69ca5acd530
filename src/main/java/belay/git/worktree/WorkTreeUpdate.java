package belay.git.worktree;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.object.Contents;
import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.run.GitFailures;
import belay.host.Interruptions;
import belay.host.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Moves the checked-out branch forward together with index and files, like `git merge --ff-only`:
/// all or nothing, and never over work that is in no commit.
final class WorkTreeUpdate {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration GLANCE = Duration.ofMillis(50);

  /// Beyond that many, git is asked for all paths rather than for each.
  private static final int MOST_PATHS = 500;

  private final LocalRepository repository;
  private final Path root;

  WorkTreeUpdate(LocalRepository repository, Path root) {
    this.repository = repository;
    this.root = root;
  }

  /// Refuses when one of the files to be written has changes that are in no commit.
  void refuseUncommitted(Collection<String> paths) throws IOException {
    var obstacle = obstacle(paths);
    if (obstacle.isPresent()) {
      throw new Failure(
          Kind.REFUSED,
          obstacle.get(),
          "commit it, or put it aside: git stash push --include-untracked");
    }
  }

  /// The first of some paths that holds work that is in no commit, and how.
  private Optional<String> obstacle(Collection<String> paths) throws IOException {
    for (var path : paths) {
      if (isBlocked(path)) {
        return Optional.of(path + " cannot be written: something else is in its place");
      }
    }
    var command =
        new ArrayList<>(
            List.of(
                "status",
                "--porcelain=v2",
                "-z",
                "--untracked-files=all",
                "--ignored=matching",
                "--no-renames",
                "--ignore-submodules=none",
                "--"));
    if (paths.size() <= MOST_PATHS) {
      command.addAll(paths);
    }
    var wanted = new HashSet<>(paths);
    var said = repository.git().run(new byte[0], command).orThrow().text();
    for (var entry : said.split("\0")) {
      var words = entry.split(" ", 2);
      var path = path(entry);
      if (wanted.contains(path)) {
        return Optional.of(path + why(words[0], entry));
      }
    }
    return Optional.empty();
  }

  /// `1 XY sub mH mI mW hH hI path`, `u XY sub m1 m2 m3 mW h1 h2 h3 path`, `? path`, `! path`.
  private static String path(String entry) {
    var before = entry.startsWith("1 ") ? 8 : entry.startsWith("u ") ? 10 : 1;
    var words = entry.split(" ", before + 1);
    return words.length > before ? words[before] : "";
  }

  private static String why(String kind, String entry) {
    if (kind.equals("u")) {
      return " has a merge conflict";
    }
    if (!kind.equals("1")) {
      return " is there, but not in git";
    }
    return entry.startsWith("1 .") ? " has uncommitted changes" : " has staged changes";
  }

  /// A folder on the way is none: to write through a symbolic link would leave the work tree.
  private boolean isBlocked(String path) {
    for (var at = Path.of(path).getParent(); at != null; at = at.getParent()) {
      var folder = root.resolve(at);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return Files.isDirectory(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  /// An interrupt waits until it is done.
  ///
  /// @return why it was left where it is; empty when it was moved
  Optional<String> forward(String from, String to) throws IOException {
    var changed = changed(from, to);
    var reason = "belay: " + repository.subject(to);
    var deadline = Deadline.in(PATIENCE);
    while (true) {
      Optional<String> obstacle;
      try (var _ = Interrupts.whole()) {
        obstacle = merged(changed, to, reason);
      }
      if (obstacle.isEmpty() || !obstacle.get().contains("index.lock")) {
        return obstacle;
      }
      if (deadline.passed()) {
        return Optional.of("another git is at work there (index.lock)");
      }
      Interruptions.sleep(GLANCE);
    }
  }

  private Optional<String> merged(List<String> changed, String to, String reason)
      throws IOException {
    var obstacle = obstacle(changed);
    if (obstacle.isPresent()) {
      return obstacle;
    }
    var result =
        repository
            .git()
            .with(Map.of("GIT_REFLOG_ACTION", reason))
            .shielded()
            .run("merge", "--ff-only", "--quiet", "--no-stat", "--no-autostash", to);
    return result.ok() ? Optional.empty() : Optional.of(GitFailures.clean(result.err()));
  }

  private List<String> changed(String from, String to) throws IOException {
    return from.isEmpty() ? new Contents(repository).list(to, "") : repository.changed(from, to);
  }
}
