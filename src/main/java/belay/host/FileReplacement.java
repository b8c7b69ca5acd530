package belay.host;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes files, all of them or none.
public final class FileReplacement {
  private static final String SUFFIX = ".belay-new";

  private final Map<Path, ReplacedFile> files;

  private FileReplacement(Map<Path, ReplacedFile> files) {
    this.files = files;
  }

  /// Writes them.
  ///
  /// @throws Failure (refused) where one is not what it was meanwhile
  /// @throws IOException where they cannot be written, and stay as they are
  public static void write(Map<Path, ReplacedFile> files) throws IOException {
    new FileReplacement(files).write();
  }

  private void write() throws IOException {
    Map<Path, Path> written = new LinkedHashMap<>();
    try {
      for (var file : files.entrySet()) {
        var path = file.getKey();
        requireUnchanged(path, file.getValue());
        Files.createDirectories(path.resolveSibling(".").normalize());
        var next = path.resolveSibling(path.getFileName() + SUFFIX);
        written.put(path, next);
        Files.write(next, file.getValue().after());
        likeBefore(path, next);
      }
      try (var _ = Interrupts.whole()) {
        move(written);
      }
    } finally {
      for (var next : written.values()) {
        Files.deleteIfExists(next);
      }
    }
  }

  private static void requireUnchanged(Path path, ReplacedFile file) throws IOException {
    var now = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    if (!Arrays.equals(now, file.before())) {
      throw new Failure(
          Kind.REFUSED,
          "%s was changed meanwhile: nothing was written".formatted(file.name()),
          "run it again");
    }
  }

  private static void likeBefore(Path path, Path next) throws IOException {
    if (Files.exists(path)) {
      Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(path));
    }
  }

  /// What cannot be moved takes back what was.
  private void move(Map<Path, Path> written) throws IOException {
    List<Path> moved = new ArrayList<>();
    try {
      for (var file : written.entrySet()) {
        Files.move(
            file.getValue(),
            file.getKey(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        moved.add(file.getKey());
      }
    } catch (IOException e) {
      for (var path : moved) {
        restore(path);
      }
      throw e;
    }
  }

  private void restore(Path path) throws IOException {
    var file = files.get(path);
    if (file != null && file.before().length > 0) {
      Files.write(path, file.before());
    } else {
      Files.deleteIfExists(path);
    }
  }
}
