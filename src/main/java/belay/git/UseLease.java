package belay.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says that a cached repository is in use, so that nobody deletes it meanwhile.
final class UseLease implements AutoCloseable {
  private static final Map<Path, Shared> HERE = new HashMap<>();

  private final Path file;

  private UseLease(Path file) {
    this.file = file;
  }

  /// Files are locked per process, so that all users in this one share a lock.
  private static final class Shared {
    private final FileChannel channel;
    private @Nullable FileLock lock;
    private int users;

    private Shared(FileChannel channel) {
      this.channel = channel;
    }
  }

  /// Fails where the folder cannot be written or the file system knows no locks.
  static UseLease of(Path file) throws IOException {
    synchronized (HERE) {
      var shared = HERE.get(file);
      if (shared == null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        shared =
            new Shared(
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
        shared.lock = shared.channel.lock(0, 1, true);
        HERE.put(file, shared);
      }
      shared.users++;
      return new UseLease(file);
    }
  }

  /// Does something that no other user may see half done, if there is none.
  ///
  /// @return whether it was done
  boolean ifAlone(Runnable work) throws IOException {
    synchronized (HERE) {
      var shared = HERE.get(file);
      if (shared == null || shared.users > 1) {
        return false;
      }
      var old = shared.lock;
      if (old != null) {
        old.release();
      }
      var alone = shared.channel.tryLock(0, 1, false);
      try {
        if (alone != null) {
          work.run();
        }
      } finally {
        if (alone != null) {
          alone.release();
        }
        shared.lock = shared.channel.lock(0, 1, true);
      }
      return alone != null;
    }
  }

  @Override
  public void close() {
    synchronized (HERE) {
      var shared = HERE.get(file);
      if (shared == null) {
        return;
      }
      shared.users--;
      if (shared.users == 0) {
        HERE.remove(file);
        try {
          shared.channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException("closing " + file, e);
        }
      }
    }
  }
}
