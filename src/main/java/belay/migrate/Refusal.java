package belay.migrate;

import belay.failure.Failure;
import belay.migrate.origin.Origin;
import java.util.List;

/// Values or templates that cannot be edited, because of which some images are only reported.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;
  private final transient List<Origin.Values> values;
  private final String file;

  /// @param values the values that are in the way; empty where a template is
  /// @param file the file that cannot be edited
  Refusal(Failure failure, List<Origin.Values> values, String file) {
    super(failure.what(), failure, false, false);
    this.failure = failure;
    this.values = List.copyOf(values);
    this.file = file;
  }

  Failure failure() {
    return failure;
  }

  List<Origin.Values> values() {
    return values;
  }

  String file() {
    return file;
  }
}
