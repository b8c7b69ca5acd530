package belay.migrate.values;

import belay.migrate.model.KeyChange;
import java.util.List;

/// Makes the changes of keys in a values file; every other byte stays.
public final class ValuesFileEdit {
  private ValuesFileEdit() {}

  /// The file after the changes, which are those of one chart.
  ///
  /// @param name the file's path, for messages
  /// @param above the keys that lead to the chart's values, such as `["api"]` in the values of a
  ///   chart that has it as a sub-chart; empty in its own
  /// @param changes what changes; what the file does not hold is passed over
  /// @param defaults whether this is the chart's `values.yaml`, which gets keys that are not there
  ///   yet
  /// @throws belay.failure.Failure (refused) where it cannot be edited
  public static byte[] apply(
      String name,
      byte[] bytes,
      List<String> above,
      List<KeyChange> changes,
      DefaultKeys defaults) {
    return bytes;
  }

  /// What a values file gets that it does not hold yet.
  public enum DefaultKeys {
    /// Digests and switches, which are the chart's defaults.
    REQUIRED,
    /// The same, with `allowEmptyDigest: true`.
    OPTIONAL,
    /// Only digests in place of tags that it sets.
    NONE
  }
}
