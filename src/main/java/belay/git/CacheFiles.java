package belay.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deletes files of cached repositories.
final class CacheFiles {
  private static final int MOST_REPOSITORIES = 20;

  private CacheFiles() {}

  /// Makes the folder of all caches, which hold what not every user of the machine may read.
  static void makePrivate(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root);
      if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /// Deletes a folder with all in it; what is gone already is no matter.
  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("deleting " + folder, e);
    }
  }

  /// Removes what a killed process leaves: lock files, and packs and objects half written.
  static void deleteLocks(Path repository) throws IOException {
    try (var files = Files.walk(repository)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".lock")
            || name.startsWith("noz")
            || name.startsWith("incoming_")
            || name.endsWith(".tmp")) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  static int packs(Path repository) throws IOException {
    try (var files = Files.list(repository.resolve("objects/pack"))) {
      return (int) files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  /// Keeps the caches that were used last, and `mine`; those in use by others stay, too.
  static void limit(Path root, Path mine) throws IOException {
    for (var repository : oldestBeyondLimit(root)) {
      var name = repository.getFileName().toString().replaceAll("\\.git$", ".lock.use");
      if (repository.equals(mine)) {
        continue;
      }
      try (var lease = UseLease.of(root.resolve(name))) {
        lease.ifAlone(() -> delete(repository));
      }
    }
  }

  private static List<Path> oldestBeyondLimit(Path root) throws IOException {
    try (var folders = Files.list(root)) {
      return folders
          .filter(folder -> folder.toString().endsWith(".git"))
          .sorted(Comparator.comparing(CacheFiles::lastUse).reversed())
          .skip(MOST_REPOSITORIES)
          .toList();
    }
  }

  /// Each turn writes to the lock file.
  private static FileTime lastUse(Path repository) {
    var lock = repository.toString().replaceAll("\\.git$", ".lock");
    try {
      return Files.getLastModifiedTime(Path.of(lock));
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }
}
