package belay.git;

import java.io.IOException;

/// Reads or changes a repository on this machine.
interface RepositoryAccess<T> {
  T run() throws IOException;

  /// Does it; what goes wrong is said of the place.
  static <T> T at(String place, RepositoryAccess<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw Failures.local(place, e);
    }
  }
}
