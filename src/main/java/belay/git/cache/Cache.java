package belay.git.cache;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.LocalTrouble;
import belay.git.location.RepositoryLock;
import belay.git.object.LocalRepository;
import belay.git.object.WorkTrees;
import belay.git.run.Deadline;
import belay.git.run.Git;
import belay.git.run.GitFailures;
import belay.git.run.GitUrl;
import belay.git.run.RepositoryAccess;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// The bare repository that keeps what was fetched from one URL, so that the next run fetches only
/// what is new. It can be thrown away at any time by anybody; then it is made again.
///
/// Several processes use it at once: whoever talks to the server or cleans up holds the
/// [RepositoryLock]. A broken one is made anew, once a run, so that a broken disk ends in an error;
/// where it cannot be written, a temporary one takes its place.
final class Cache implements AutoCloseable {
  private static final int MANY_PACKS = 50;
  private static final int PROBE = 1 << 13;

  private static final String CONFIG =
      """
      [core]
      \trepositoryformatversion = 0
      \tbare = true
      """;

  private static final String CONFIG_SHA256 =
      CONFIG.replace("= 0", "= 1") + "[extensions]\n\tobjectformat = sha256\n";

  private final Host host;
  private final Log log;
  private final GitUrl url;
  private final List<List<String>> settings;
  private Place place;
  private boolean healed;

  /// Where it is.
  ///
  /// @param root the folder of all caches
  private record Place(Path root, Path directory, LocalRepository repository, boolean temporary) {
    private Path lock() {
      return root.resolve(directory.getFileName().toString().replaceAll("\\.git$", ".lock"));
    }
  }

  /// @param settings of the repository that the user is in, which hold in the cache, too
  Cache(Host host, Log log, GitUrl url, List<List<String>> settings) {
    this.host = host;
    this.log = log;
    this.url = url;
    this.settings = settings;
    this.place = usual();
  }

  private Place usual() {
    var root = root();
    try {
      CacheFiles.makePrivate(root);
      return at(root, url.cacheName(), false);
    } catch (IOException e) {
      log.explain(() -> "no cache in %s (%s): fetching anew".formatted(root, InWords.of(e)));
      LocalTrouble.of(e).ifPresent(this::warn);
      return temporary();
    }
  }

  private Path root() {
    return host.cache().resolve("git");
  }

  private Place at(Path root, String name, boolean temporary) {
    var directory = root.resolve(name + ".git");
    var git =
        Git.in(host, root)
            .configured(settings)
            .with(
                List.of(
                    "--git-dir=" + directory,
                    "-c",
                    "core.hooksPath=/dev/null",
                    "-c",
                    "transfer.unpackLimit=1"));
    return new Place(root, directory, new LocalRepository(git, directory), temporary);
  }

  private Place temporary() {
    try {
      return at(Files.createTempDirectory("belay-git"), "only", true);
    } catch (IOException e) {
      throw GitFailures.local(System.getProperty("java.io.tmpdir", "/tmp"), e);
    }
  }

  private void warn(LocalTrouble trouble) {
    log.warn("going on without the cache in %s: %s".formatted(host.cache(), trouble.what()));
  }

  Host host() {
    return host;
  }

  LocalRepository repository() {
    return place.repository;
  }

  /// The lock to fetch, push and clean up under. What a holder that died left behind is removed
  /// first.
  RepositoryLock lock(Deadline deadline) {
    try {
      return take(deadline);
    } catch (Failure | UncheckedIOException e) {
      var trouble = LocalTrouble.of(e);
      if (trouble.isEmpty() || healed) {
        throw e;
      }
      healed = true;
      goWithout(trouble.get());
      return take(deadline);
    }
  }

  private RepositoryLock take(Deadline deadline) {
    return RepositoryLock.take(
        place.lock(),
        deadline,
        _ -> {
          log.explain(() -> "the last run was killed: removing its locks from " + place.directory);
          CacheFiles.deleteLeftovers(place.directory);
        });
  }

  /// Runs under the lock; after the cache was made anew the work is done again.
  <T> T locked(Deadline deadline, RepositoryAccess<T> work) {
    try (var _ = lock(deadline)) {
      while (true) {
        try {
          return work.run();
        } catch (IOException e) {
          if (!heal(e)) {
            throw GitFailures.local(url.toString(), e);
          }
        }
      }
    }
  }

  /// @return whether another attempt may help
  boolean heal(IOException damage) {
    // git ended with it, and nothing is broken
    Interrupts.requireNone();
    if (healed) {
      return false;
    }
    healed = true;
    var trouble = LocalTrouble.of(damage);
    if (trouble.isPresent()) {
      goWithout(trouble.get());
      return true;
    }
    log.explain(() -> "the cache of %s is broken, fetching anew: %s".formatted(url, damage));
    remove();
    return true;
  }

  /// Goes on with a cache elsewhere that is thrown away at the end.
  private void goWithout(LocalTrouble trouble) {
    warn(trouble);
    close();
    place = temporary();
  }

  /// Moved away first, so that nobody sees half of it. Who has its files open reads on.
  private void remove() {
    place.repository.close();
    try {
      var away = CacheFiles.beside(place.directory, "old");
      Files.move(place.directory, away);
      CacheFiles.delete(away);
    } catch (IOException _) {
      CacheFiles.delete(place.directory);
    }
  }

  /// Whether there is anything; else the repository is to be [made][#make] first.
  boolean isMade() {
    return WorkTrees.isGitDirectory(place.directory);
  }

  /// Whether only the newest commit of each branch is here, and not the history before it.
  boolean isShallow() {
    return Files.exists(place.directory.resolve("shallow"));
  }

  /// Makes a bare repository in a folder that is not there yet.
  interface Maker<T> {
    T make(Path root, Path folder) throws IOException;
  }

  /// Puts a repository into place that is made aside, so that a half-made one is never seen.
  <T> T make(Maker<T> maker) throws IOException {
    CacheFiles.delete(place.directory);
    var aside = CacheFiles.beside(place.directory, "new");
    try {
      var made = maker.make(place.root, aside);
      adapt(aside);
      Files.move(aside, place.directory);
      if (!place.temporary) {
        CacheFiles.limit(place.root, place.directory);
      }
      return made;
    } catch (IOException | Failure e) {
      probe();
      throw e;
    } finally {
      CacheFiles.delete(aside);
    }
  }

  /// Git does not always say that it is the disk that has no room.
  private void probe() throws IOException {
    var file = place.root.resolve("probe-" + UUID.randomUUID());
    try {
      Files.write(file, new byte[PROBE]);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// What was cloned is known as what the remote has, and nothing of where it came from is kept.
  private static void adapt(Path cloned) throws IOException {
    var config = cloned.resolve("config");
    var sha256 = Files.readString(config).contains("sha256");
    Files.writeString(config, sha256 ? CONFIG_SHA256 : CONFIG);
    var refs = cloned.resolve("packed-refs");
    if (Files.exists(refs)) {
      Files.writeString(
          refs, Files.readString(refs).replace(" refs/heads/", " refs/remotes/origin/"));
    }
    Files.createDirectories(cloned.resolve("refs/remotes/origin"));
    Files.writeString(cloned.resolve("HEAD"), "ref: refs/heads/none\n");
  }

  /// An empty one, where nothing was fetched yet.
  void begin() throws IOException {
    if (!isMade()) {
      var _ =
          make((root, folder) ->
              Git.in(host, root)
                  .run("init", "-q", "--bare", "--template=", folder.toString())
                  .orThrow());
    }
  }

  /// Each fetch adds a pack, and each pack is looked into for each object: with 1,025 of them a
  /// landing took 1,470 ms instead of 200. A shallow cache is fetched anew, which is cheaper than
  /// to repack it.
  void tidy() throws IOException {
    if (!isMade() || CacheFiles.packs(place.directory) < MANY_PACKS) {
      return;
    }
    log.explain(() -> "tidying up the cache " + place.directory);
    if (isShallow() || !place.repository.git().run("gc", "--quiet", "--prune=now").ok()) {
      remove();
    }
  }

  @Override
  public void close() {
    place.repository.close();
    if (place.temporary) {
      CacheFiles.delete(place.root);
    }
  }
}
