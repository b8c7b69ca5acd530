package belay.render.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Paths below a root, with `/` between their parts; `""` is the root itself.
public final class TreePath {
  private TreePath() {}

  /// A path as seen from a folder; one that begins with `/` is seen from the root.
  ///
  /// @return empty where it leads out of the root
  public static Optional<String> resolve(String folder, String path) {
    List<String> parts = new ArrayList<>();
    for (var part : (path.startsWith("/") ? path : folder + "/" + path).split("/")) {
      switch (part) {
        case "", "." -> {
          // stays where it is
        }
        case ".." -> {
          if (parts.isEmpty()) {
            return Optional.empty();
          }
          parts.removeLast();
        }
        default -> parts.add(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  /// A path below a folder.
  public static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /// The folder that a path is in.
  public static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /// The last part of a path.
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
