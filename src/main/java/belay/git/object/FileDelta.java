package belay.git.object;

import java.util.Optional;

/// A file that differs between two commits. Links and other repositories count as no file.
///
/// @param path the file's path
/// @param before the name of its content in the older commit; empty where it was not there
/// @param after the same in the newer commit
public record FileDelta(String path, Optional<String> before, Optional<String> after) {
  /// Whether the file came.
  public boolean added() {
    return before.isEmpty();
  }

  /// Whether the file went.
  public boolean removed() {
    return after.isEmpty();
  }
}
