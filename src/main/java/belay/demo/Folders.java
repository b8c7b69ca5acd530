package belay.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/// Removes what a server has kept.
final class Folders {
  private Folders() {}

  /// Requests that were cut short may still remove files of their own.
  static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // gone already
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + folder, e);
    }
  }
}
