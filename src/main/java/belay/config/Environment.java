package belay.config;

import java.util.Optional;

/// One stage that services are delivered to.
///
/// @param name a folder's name in the repository
/// @param images what may stand in its values files
/// @param promoteFrom the environment that promotions come from
/// @param protect whether a delivery asks first, or needs `--yes`
public record Environment(
    String name, Images images, Optional<String> promoteFrom, boolean protect) {
  /// What a values file may name an image by.
  public enum Images {
    /// Tags, too: where developers try things.
    ANY,
    /// Digests alone.
    DIGEST
  }
}
