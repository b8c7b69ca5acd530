package belay.migrate.charts;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Calls files as the user would: from the folders that were named on the command line.
final class FolderNames {
  private final Path cwd;
  private final Map<Path, Path> named = new LinkedHashMap<>();

  /// @param cwd the working directory
  /// @param folders as they were named
  FolderNames(Path cwd, List<Path> folders) {
    this.cwd = real(cwd);
    folders.forEach(folder -> named.put(real(cwd.resolve(folder)), folder));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "there is no folder \"%s\"".formatted(path), "name a chart's folder", e);
    }
  }

  /// A file's name.
  ///
  /// @param file without links on the way
  String of(Path file) {
    for (var folder : named.entrySet()) {
      if (file.startsWith(folder.getKey())) {
        var below = folder.getKey().relativize(file).toString();
        return text(folder.getValue().resolve(below).normalize());
      }
    }
    return text(cwd.relativize(file));
  }

  private static String text(Path path) {
    var text = path.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }
}
