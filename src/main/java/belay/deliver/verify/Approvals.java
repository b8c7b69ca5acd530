package belay.deliver.verify;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The images that values files name by digest, by file; each file is read once. Safe for use by
/// several threads.
final class Approvals {
  private final Map<String, List<ApprovedImage>> byFile = new ConcurrentHashMap<>();
  private final Function<String, List<ApprovedImage>> reading;

  /// @param reading what a file says that nobody has judged, none where it is no values file
  Approvals(Function<String, List<ApprovedImage>> reading) {
    this.reading = reading;
  }

  /// Adds what a values file says, which may be nothing.
  void add(String file, List<ApprovedImage> images) {
    byFile.put(file, images);
  }

  /// What a file says.
  List<ApprovedImage> in(String file) {
    return byFile.computeIfAbsent(file, reading);
  }
}
