package belay.layout.tree;

import java.util.List;
import java.util.Optional;

/// Files by their paths: a directory, or an archive of one. Safe for use by several threads.
public interface FileTree extends AutoCloseable {
  /// What the user calls it.
  String where();

  /// The regular file of that path, links followed; paths are relative, with `/` between the parts.
  Optional<Content> find(String path);

  /// Some of the paths that are there, for messages.
  List<String> sample();

  @Override
  void close();
}
