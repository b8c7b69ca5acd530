package belay.git;

import belay.failure.Failure;
import belay.failure.LocalTrouble;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/// The cache of a remote repository, which can always be thrown away: a broken one is replaced,
/// once per run, so that a broken disk ends in an error.
final class HealingCache implements AutoCloseable {
  private final Log log;
  private final GitUrl url;
  private final Path root;
  private CacheDirectory cache;
  private boolean healed;

  private HealingCache(Log log, GitUrl url, Path root, CacheDirectory cache) {
    this.log = log;
    this.url = url;
    this.root = root;
    this.cache = cache;
  }

  static HealingCache of(Host host, Log log, GitUrl url) {
    return new HealingCache(log, url, host.cache(), CacheDirectory.open(host, log, url));
  }

  Repository repository() {
    return cache.repository();
  }

  Turn turn(Deadline deadline) {
    try {
      return cache.turn(deadline);
    } catch (Failure | UncheckedIOException e) {
      var trouble = LocalTrouble.of(e);
      if (trouble.isEmpty() || healed) {
        throw e;
      }
      healed = true;
      goWithout(trouble.get());
      return cache.turn(deadline);
    }
  }

  /// Runs within a turn; after the cache was replaced the work is done again.
  <T> T inTurn(Deadline deadline, Work<T> work) {
    try (var _ = turn(deadline)) {
      while (true) {
        try {
          return work.run();
        } catch (IOException e) {
          if (!heal(e)) {
            throw Failures.local(url.toString(), e);
          }
        }
      }
    }
  }

  /// @return whether another attempt may help
  boolean heal(IOException damage) {
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
    try {
      if (!cache.renew()) {
        cache.close();
        cache = CacheDirectory.temporary(log);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Goes on with a cache elsewhere that is thrown away at the end.
  private void goWithout(LocalTrouble trouble) {
    log.warn("going on without the cache in %s: %s".formatted(root, trouble.what()));
    cache.close();
    cache = CacheDirectory.temporary(log);
  }

  /// Makes room, and says how many commits back the next fetch has to go; 0 for all.
  int depth() throws IOException {
    cache.tidy();
    return cache.isShallow() ? 1 : 0;
  }

  @Override
  public void close() {
    cache.close();
  }
}
