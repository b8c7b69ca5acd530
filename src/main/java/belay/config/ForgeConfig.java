package belay.config;

import java.util.Locale;
import java.util.Optional;

/// Where pull requests are opened, in so far as the repository's address does not tell.
///
/// @param kind whose API it speaks; empty where the host's name tells
/// @param api the API's address; empty for the usual one of the host
public record ForgeConfig(Optional<Kind> kind, Optional<String> api) {
  /// Whose API.
  public enum Kind {
    GITHUB,
    GITLAB,
    /// Forgejo, too.
    GITEA,
    BITBUCKET,
    /// Bitbucket Data Center, whose API is another one.
    BITBUCKET_SERVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
