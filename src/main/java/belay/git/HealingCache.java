package belay.git;

import belay.host.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.lib.Repository;

/// The cache of a remote repository, which can always be thrown away: a broken one is replaced,
/// once per run, so that a broken disk ends in an error.
final class HealingCache implements AutoCloseable {
  private final Log log;
  private final GitUrl url;
  private CacheDirectory cache;
  private boolean healed;

  HealingCache(Log log, GitUrl url, CacheDirectory cache) {
    this.log = log;
    this.url = url;
    this.cache = cache;
  }

  Repository repository() {
    return cache.repository();
  }

  Turn turn(Deadline deadline) {
    return cache.turn(deadline);
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
