package belay.forge;

import java.util.Optional;

/// What the repository's address does not tell.
///
/// @param kind whose API is spoken; empty where the host's name tells
/// @param api the API's address; empty for the usual one
public record ForgeSettings(Optional<Kind> kind, Optional<String> api) {
  /// Whose API.
  public enum Kind {
    GITHUB,
    GITLAB,
    /// Forgejo, too.
    GITEA,
    BITBUCKET,
    BITBUCKET_SERVER
  }
}
