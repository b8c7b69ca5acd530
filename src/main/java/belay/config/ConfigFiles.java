package belay.config;

import java.nio.file.Path;
import java.util.Optional;

/// Finds `belay.yaml`.
@SuppressWarnings("DoNotCallSuggester")
public final class ConfigFiles {
  /// The file's name, at the root of a GitOps repository.
  public static final String NAME = "belay.yaml";

  private ConfigFiles() {}

  /// The nearest `belay.yaml` from a directory upwards.
  public static Optional<Path> find(Path from) {
    throw new UnsupportedOperationException(from.toString());
  }
}
