package belay.git.run;

import java.io.IOException;

/// Reads or changes a repository on this machine.
public interface RepositoryAccess<T> {
  T run() throws IOException;

  /// Does it; what goes wrong is said of the place.
  static <T> T at(String place, RepositoryAccess<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw GitFailures.local(place, e);
    }
  }
}
