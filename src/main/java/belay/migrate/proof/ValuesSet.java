package belay.migrate.proof;

import java.nio.file.Path;
import java.util.List;

/// Values that a chart is rendered with, the later files above the earlier.
///
/// @param name what people call them, such as `ci/full-values.yaml`
/// @param text one more values file, above all others; empty for none
public record ValuesSet(String name, List<File> files, String text) {
  public ValuesSet {
    files = List.copyOf(files);
  }

  /// A values file.
  ///
  /// @param path where it is
  /// @param after what will stand in it
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record File(Path path, byte[] after) {}

  /// Those of the chart itself.
  public static ValuesSet defaults() {
    return new ValuesSet("its default values", List.of(), "");
  }

  /// Values files.
  public static ValuesSet of(String name, List<File> files) {
    return new ValuesSet(name, files, "");
  }

  /// The same with a further text above them.
  ValuesSet with(String more, String yaml) {
    return new ValuesSet(name + " and " + more, files, yaml);
  }
}
