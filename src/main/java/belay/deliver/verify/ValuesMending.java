package belay.deliver.verify;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.image.ValuesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Mends values files in a work tree; nothing is committed.
final class ValuesMending {
  private ValuesMending() {}

  /// Applies all cures: every file is worked out before the first is written.
  ///
  /// @param root the work tree
  /// @return the files that changed
  /// @throws Failure (refused) where one cannot be edited or written
  static List<String> apply(Path root, List<ValuesFix> fixes) {
    Map<String, ValuesFile> edited = new LinkedHashMap<>();
    for (var fix : fixes) {
      var before =
          edited.computeIfAbsent(fix.file(), path -> ValuesFile.parse(path, read(root, path)));
      edited.put(fix.file(), before.pin(fix.naming(), fix.repository(), fix.digest()));
    }
    edited
        .entrySet()
        .removeIf(file -> Arrays.equals(read(root, file.getKey()), file.getValue().bytes()));
    edited.forEach((path, file) -> write(root.resolve(path), file.bytes()));
    return List.copyOf(edited.keySet());
  }

  private static byte[] read(Path root, String path) {
    try {
      return Files.readAllBytes(root.resolve(path));
    } catch (IOException e) {
      throw new Failure(
          Kind.REFUSED, "%s cannot be read".formatted(path), "ls -l %s".formatted(path), e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    var folder = file.toAbsolutePath().normalize().getParent();
    try {
      var fresh = Files.createTempFile(folder, ".belay", "");
      try {
        Files.write(fresh, bytes);
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new Failure(
          Kind.REFUSED, "%s cannot be written".formatted(file), "ls -ld %s".formatted(folder), e);
    }
  }
}
