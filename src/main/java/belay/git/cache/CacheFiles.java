package belay.git.cache;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Deletes files of cached repositories.
public final class CacheFiles {
  private static final int MOST_REPOSITORIES = 20;
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

  private CacheFiles() {}

  /// Makes the folder of all caches, which hold what not every user of the machine may read.
  ///
  /// @throws IOException where others may write to it: a hook in a repository there would be theirs
  public static void makePrivate(Path root) throws IOException {
    if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(root);
      return;
    }
    Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWN));
    var permissions = Files.getPosixFilePermissions(root);
    if (permissions.contains(GROUP_WRITE) || permissions.contains(OTHERS_WRITE)) {
      throw new IOException("others may write there");
    }
  }

  /// Deletes a folder with all in it; what is gone already, or comes meanwhile, is no matter.
  public static void delete(Path folder) {
    delete(folder, _ -> true);
  }

  /// Removes what a killed process leaves: lock files, packs half written, and repositories half
  /// made.
  static void deleteLeftovers(Path repository) throws IOException {
    delete(repository, name -> name.endsWith(".lock") || name.startsWith("tmp_"));
    var halfMade = repository.getFileName() + ".*-*";
    try (var beside = Files.newDirectoryStream(repository.getParent(), halfMade)) {
      beside.forEach(CacheFiles::delete);
    }
  }

  private static void delete(Path folder, Predicate<String> wanted) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (wanted.test(file.getFileName().toString())) {
                Files.deleteIfExists(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                throws IOException {
              if (wanted.test(".")) {
                remove(visited);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("deleting " + folder, e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException _) {
      // a git whose caller was killed is still writing there; the next run removes it
    }
  }

  static int packs(Path repository) throws IOException {
    try (var files = Files.list(repository.resolve("objects/pack"))) {
      return (int) files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  /// A name beside a folder that nobody else has.
  static Path beside(Path folder, String kind) {
    return folder.resolveSibling(
        "%s.%s-%s".formatted(folder.getFileName(), kind, UUID.randomUUID()));
  }

  /// Keeps the caches that were used last, and `mine`; those at which somebody is at work stay,
  /// too.
  static void limit(Path root, Path mine) throws IOException {
    for (var repository : oldestBeyondLimit(root)) {
      if (!repository.equals(mine)) {
        evict(repository);
      }
    }
  }

  private static void evict(Path repository) throws IOException {
    try (var channel =
        FileChannel.open(lock(repository), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        delete(repository);
      }
    } catch (OverlappingFileLockException _) {
      // somebody in this process is at work there
    }
  }

  private static Path lock(Path repository) {
    return Path.of(repository.toString().replaceAll("\\.git$", ".lock"));
  }

  private static List<Path> oldestBeyondLimit(Path root) throws IOException {
    try (var folders = Files.list(root)) {
      var repositories = folders.filter(folder -> folder.toString().endsWith(".git"));
      // whoever takes the lock writes to its file
      return beyond(MOST_REPOSITORIES, repositories, CacheFiles::lock);
    }
  }

  /// All files but the newest ones. Each time is read once, as it may change while they are sorted.
  ///
  /// @param most how many are left out
  /// @param timed the file that tells how old one is
  public static List<Path> beyond(int most, Stream<Path> files, UnaryOperator<Path> timed) {
    return files
        .map(file -> Map.entry(file, lastChange(timed.apply(file))))
        .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
        .skip(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static FileTime lastChange(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }
}
