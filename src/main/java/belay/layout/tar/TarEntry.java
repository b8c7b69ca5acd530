package belay.layout.tar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What an archive has under one name.
public sealed interface TarEntry {
  /// A file, and where its bytes start in the archive.
  record Regular(long size, long position) implements TarEntry {}

  /// Another name of something in the archive.
  record Link(String target) implements TarEntry {}

  /// A directory, a pipe, a device, or a link that leads out of the archive.
  record Other() implements TarEntry {}

  /// A path without `.` and empty parts and with its `..` resolved; empty where it leads out of the
  /// archive.
  ///
  /// @param base the directory that the path starts from
  static Optional<String> normal(String base, String path) {
    if (path.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (var part : (base + "/" + path).split("/")) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts)).filter(name -> !name.isEmpty());
  }
}
