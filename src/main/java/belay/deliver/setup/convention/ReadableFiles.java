package belay.deliver.setup.convention;

import belay.failure.Failure;
import java.util.Optional;

/// Files that are read, or only looked at.
public interface ReadableFiles {
  /// What a file holds; empty where there is none.
  ///
  /// @throws Failure where it is there and cannot be read
  Optional<byte[]> read(String path);

  /// The same for a look around: what cannot be read has nothing to tell.
  default Optional<byte[]> look(String path) {
    try {
      return read(path);
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }
}
