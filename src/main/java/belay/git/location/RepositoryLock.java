package belay.git.location;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.Deadline;
import belay.git.run.GitFailures;
import belay.host.Interruptions;
import belay.host.Interrupts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The right to change a repository on this machine, held by one thread of one process at a time.
///
/// The operating system takes the lock back from a process that dies. That the last holder died in
/// the middle is seen by the mark which it did not get to remove.
public final class RepositoryLock implements AutoCloseable {
  private static final Duration GLANCE = Duration.ofMillis(20);

  /// A file's lock belongs to the whole process, so the threads of this one queue here first.
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

  private final ReentrantLock here;
  private final @Nullable FileChannel channel;
  private final @Nullable FileTime taken;
  private final @Nullable FileTime abandoned;
  private Optional<Interrupts.Cleanup> last = Optional.empty();

  private RepositoryLock(
      ReentrantLock here,
      @Nullable FileChannel channel,
      @Nullable FileTime taken,
      @Nullable FileTime abandoned) {
    this.here = here;
    this.channel = channel;
    this.taken = taken;
    this.abandoned = abandoned;
  }

  /// Removes what a holder that died left behind.
  public interface Cleanup {
    /// @param since when it had taken the lock
    void run(FileTime since) throws IOException;
  }

  /// Waits for the lock, and cleans up where its last holder could not; a thread that has it
  /// already gets it again at once.
  ///
  /// @throws Failure (conflict) where others hold it until the time is up
  public static RepositoryLock take(Path file, Deadline deadline, Cleanup cleanup) {
    var lock = take(file, deadline);
    try {
      if (lock.abandoned != null) {
        cleanup.run(lock.abandoned);
      }
      return lock;
    } catch (IOException e) {
      lock.close();
      throw GitFailures.local(String.valueOf(file.getParent()), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// The same lock; an interrupt cleans up at once, after the programs of this process have ended.
  /// git removes its locks when it is told to end, save in the moment in which it takes one.
  public RepositoryLock onInterrupt(Cleanup cleanup) {
    if (taken != null) {
      var since = taken;
      last =
          Optional.of(
              Interrupts.lastly(() -> {
                try {
                  cleanup.run(since);
                } catch (IOException e) {
                  throw new UncheckedIOException("cleaning up", e);
                }
              }));
    }
    return this;
  }

  private static RepositoryLock take(Path file, Deadline deadline) {
    var here =
        HERE.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new ReentrantLock(true));
    try {
      if (!here.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(file);
      }
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    }
    if (here.getHoldCount() > 1) {
      return new RepositoryLock(here, null, null, null);
    }
    try {
      return lock(here, file, deadline);
    } catch (IOException e) {
      here.unlock();
      throw GitFailures.local(String.valueOf(file.getParent()), e);
    } catch (RuntimeException e) {
      here.unlock();
      throw e;
    }
  }

  private static RepositoryLock lock(ReentrantLock here, Path file, Deadline deadline)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      while (channel.tryLock() == null) {
        if (deadline.passed()) {
          throw busy(file);
        }
        Interruptions.sleep(GLANCE);
      }
      var abandoned = channel.size() > 0 ? Files.getLastModifiedTime(file) : null;
      if (abandoned == null) {
        // otherwise the mark is there, and its time says when: should this run be killed as well,
        // the next one has both to clean up after
        channel.write(ByteBuffer.wrap(new byte[] {'1'}), 0);
      }
      return new RepositoryLock(here, channel, Files.getLastModifiedTime(file), abandoned);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Failure busy(Path file) {
    return new Failure(
        Kind.CONFLICT,
        "another belay has been at work there all the time (%s)".formatted(file),
        "wait for it, or raise --timeout");
  }

  @Override
  public void close() {
    last.ifPresent(Interrupts.Cleanup::close);
    try {
      if (channel != null) {
        try (channel) {
          channel.truncate(0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("unlocking", e);
    } finally {
      here.unlock();
    }
  }
}
