package belay.git.worktree;

import belay.git.location.RepositoryLock;
import belay.git.run.Deadline;
import belay.host.Interruptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Removes the locks of refs that a killed belay left in a user's repository, where git would
/// refuse to work until somebody deletes them by hand.
///
/// A lock counts as left behind when it is not older than that run and nobody touches it for a
/// second: git itself holds a lock of a ref for milliseconds.
final class StaleLocks {
  private static final Duration WATCH = Duration.ofSeconds(1);

  private StaleLocks() {}

  /// Takes the lock of a repository on this machine, after what a killed run left there is removed.
  static RepositoryLock guarded(Path gitDirectory, Deadline deadline) {
    RepositoryLock.Cleanup cleanup = since -> remove(gitDirectory, since);
    return RepositoryLock.take(gitDirectory.resolve("belay.lock"), deadline, cleanup)
        .onInterrupt(cleanup);
  }

  /// @param since when the killed run began
  static void remove(Path gitDirectory, FileTime since) throws IOException {
    var before = locks(gitDirectory, since);
    if (before.isEmpty()) {
      return;
    }
    Interruptions.sleep(WATCH);
    var after = locks(gitDirectory, since);
    for (var lock : before.entrySet()) {
      if (lock.getValue().equals(after.get(lock.getKey()))) {
        Files.deleteIfExists(lock.getKey());
      }
    }
  }

  private static Map<Path, FileTime> locks(Path gitDirectory, FileTime since) throws IOException {
    var candidates = new ArrayList<Path>();
    for (var name : List.of("packed-refs.lock", "shallow.lock", "FETCH_HEAD.lock", "HEAD.lock")) {
      candidates.add(gitDirectory.resolve(name));
    }
    try (Stream<Path> refs = Files.walk(gitDirectory.resolve("refs"))) {
      refs.filter(file -> file.toString().endsWith(".lock")).forEach(candidates::add);
    }
    var locks = new HashMap<Path, FileTime>();
    for (var candidate : candidates) {
      if (Files.exists(candidate)) {
        var time = Files.getLastModifiedTime(candidate);
        if (time.toMillis() / 1000 >= since.toMillis() / 1000) {
          locks.put(candidate, time);
        }
      }
    }
    return locks;
  }
}
