package belay.deliver.model;

import belay.yaml.edit.UnifiedDiff;
import java.util.Arrays;
import java.util.Optional;

/// A file before and after; read, never compared.
///
/// @param before empty where it does not exist yet
@SuppressWarnings("ArrayRecordComponent")
public record FileChange(Optional<byte[]> before, byte[] after) {
  /// Whether the bytes differ.
  public boolean changes() {
    return before.isEmpty() || !Arrays.equals(before.get(), after);
  }

  /// The change as a unified diff.
  public String diff(String path) {
    return UnifiedDiff.of(path, before.orElse(new byte[0]), after);
  }
}
