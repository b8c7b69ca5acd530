package belay.git;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.LocalTrouble;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// The bare repository that keeps what was fetched from one URL, so that the next run fetches only
/// what is new. It can be deleted at any time by anybody; then it is made again.
///
/// Several processes use it at once: objects only ever come, and whoever talks to the server or
/// cleans up holds the [Turn]. Where the cache cannot be written, or is broken while others use it,
/// a temporary one takes its place.
final class CacheDirectory implements AutoCloseable {
  private static final int MANY_PACKS = 50;

  private static final String CONFIG =
      """
      [core]
      \trepositoryformatversion = 0
      \tbare = true
      [gc]
      \tauto = 0
      \tpruneExpire = now
      \tprunePackExpire = now
      """;

  private final Log log;
  private final Path root;
  private final Path lock;
  private final Path directory;
  private final UseLease lease;
  private final boolean temporary;
  private Repository repository;

  private CacheDirectory(Log log, Path root, String name, boolean temporary) throws IOException {
    this.log = log;
    this.root = root;
    this.lock = root.resolve(name + ".lock");
    this.directory = root.resolve(name + ".git");
    CacheFiles.makePrivate(root);
    this.temporary = temporary;
    this.lease = UseLease.of(lock.resolveSibling(lock.getFileName() + ".use"));
    try {
      this.repository = opened();
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /// Opens the cache for a URL, making it where there is none.
  static CacheDirectory open(Host host, Log log, GitUrl url) {
    var root = host.cache().resolve("git");
    try {
      return new CacheDirectory(log, root, url.cacheName(), false);
    } catch (IOException | Failure e) {
      log.explain(() -> "no cache in %s (%s): fetching anew".formatted(root, InWords.of(e)));
      LocalTrouble.of(e)
          .ifPresent(trouble ->
              log.warn("going on without the cache in %s: %s".formatted(root, trouble.what())));
      return temporary(log);
    }
  }

  /// A cache that lives as long as its user.
  static CacheDirectory temporary(Log log) {
    try {
      var root = Files.createTempDirectory("belay-git");
      return new CacheDirectory(log, root, "only", true);
    } catch (IOException e) {
      throw Failures.local(System.getProperty("java.io.tmpdir", "/tmp"), e);
    }
  }

  private Repository opened() throws IOException {
    Jgit.ready();
    if (!isWhole()) {
      try (var _ = Turn.take(lock, Deadline.in(Duration.ofSeconds(30)))) {
        if (!isWhole()) {
          create();
        }
      }
    }
    return new FileRepositoryBuilder().setBare().setGitDir(directory.toFile()).build();
  }

  private boolean isWhole() throws IOException {
    var config = directory.resolve("config");
    return WorkTrees.isGitDirectory(directory)
        && Files.isRegularFile(config)
        && Files.readString(config).equals(CONFIG);
  }

  /// Made aside and moved into place, so that a half-made one is never seen.
  private void create() throws IOException {
    CacheFiles.delete(directory);
    var fresh = directory.resolveSibling(directory.getFileName() + ".new-" + UUID.randomUUID());
    Files.createDirectories(fresh.resolve("objects/pack"));
    Files.createDirectories(fresh.resolve("refs/heads"));
    Files.writeString(fresh.resolve("HEAD"), "ref: refs/heads/none\n");
    Files.writeString(fresh.resolve("config"), CONFIG);
    Files.move(fresh, directory);
    if (!temporary) {
      CacheFiles.limit(root, directory);
    }
  }

  Repository repository() {
    return repository;
  }

  /// The right to fetch, push and clean up. What a process that died in its turn left behind is
  /// removed first.
  Turn turn(Deadline deadline) {
    var turn = Turn.take(lock, deadline);
    try {
      if (turn.abandonedSince().isPresent()) {
        log.explain(() -> "the last run was killed: removing its locks from " + directory);
        CacheFiles.deleteLocks(directory);
      }
      return turn;
    } catch (IOException | RuntimeException e) {
      turn.close();
      throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
    }
  }

  /// Whether only the newest commit of each branch is here, and not the history before it.
  boolean isShallow() throws IOException {
    return !repository.getObjectDatabase().getShallowCommits().isEmpty()
        || repository.getRefDatabase().getRefsByPrefix("refs/remotes/").isEmpty();
  }

  /// Each fetch adds a pack, and each pack is looked into for each object: with 1,025 of them a
  /// landing took 1,470 ms instead of 200. A shallow cache is fetched anew, which is cheaper than
  /// to repack it.
  void tidy() throws IOException {
    if (CacheFiles.packs(directory) < MANY_PACKS) {
      return;
    }
    var shallow = isShallow();
    lease.ifAlone(() -> {
      log.explain(() -> "tidying up the cache " + directory);
      if (shallow) {
        remake();
      } else {
        repack();
      }
    });
  }

  private void repack() {
    try {
      new Git(repository).gc().call();
    } catch (GitAPIException e) {
      log.explain(() -> "the cache cannot be repacked: " + InWords.of(e));
      remake();
    }
  }

  private void remake() {
    try {
      repository.close();
      create();
      repository = new FileRepositoryBuilder().setBare().setGitDir(directory.toFile()).build();
    } catch (IOException e) {
      throw new UncheckedIOException("making the cache anew", e);
    }
  }

  /// Throws the cache away and makes an empty one.
  ///
  /// @return whether it could; not while others use it
  boolean renew() throws IOException {
    return lease.ifAlone(this::remake);
  }

  @Override
  public void close() {
    repository.close();
    lease.close();
    if (temporary) {
      CacheFiles.delete(root);
    }
  }
}
