package belay.git;

import java.io.IOException;

/// Work on a repository.
interface Work<T> {
  T run() throws IOException;

  /// Does it; what goes wrong is said of the place.
  static <T> T at(String place, Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw Failures.local(place, e);
    }
  }
}
