package belay.render.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// All files in a folder of this machine.
final class FolderFiles {
  private FolderFiles() {}

  /// Their paths in the folder; links count as files.
  static List<String> in(Path folder) {
    try (var all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.relativize(file).toString())
          .toList();
    } catch (IOException e) {
      throw SourceTree.unreadable(folder.toString(), e);
    } catch (UncheckedIOException e) {
      throw SourceTree.unreadable(folder.toString(), e);
    }
  }
}
