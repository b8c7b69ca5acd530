package belay.git.history;

import belay.git.object.FileDelta;
import java.util.List;
import java.util.Optional;

/// What it means that a file stayed the same, and that it is another one's continuation.
public interface RenameDetection {
  /// Whether two contents, by their names, say the same; empty where the file is not there.
  boolean same(Optional<String> before, Optional<String> after);

  /// The file that a new one was before it moved, among all files that its commit changed.
  Optional<FileDelta> cameFrom(String path, List<FileDelta> files);
}
