package belay.config;

import java.util.Map;
import java.util.Optional;

/// A path with names left open, such as `environments/{environment}/values/{service}.yaml`.
///
/// @param text the pattern
@SuppressWarnings("DoNotCallSuggester")
public record PathPattern(String text) {
  /// The path with the names filled in.
  public String expand(Map<String, String> names) {
    throw new UnsupportedOperationException(text + names);
  }

  /// The names that make this path, if any do.
  public Optional<Map<String, String>> match(String path) {
    throw new UnsupportedOperationException(text + path);
  }
}
