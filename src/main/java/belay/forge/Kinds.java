package belay.forge;

import belay.forge.ForgeSettings.Kind;
import belay.net.proxy.Addresses;
import java.net.URI;
import java.util.Optional;

/// Which API a server speaks, and where.
final class Kinds {
  private Kinds() {}

  /// By what was configured, else by the host's name: `github.com`, `gitlab.example.com`.
  static Optional<Kind> of(ForgeRepository place, ForgeSettings settings) {
    return settings.kind().or(() -> byName(place.host()));
  }

  private static Optional<Kind> byName(String host) {
    if (host.equals("bitbucket.org")) {
      return Optional.of(Kind.BITBUCKET);
    }
    if (host.equals("codeberg.org")) {
      return Optional.of(Kind.GITEA);
    }
    return switch (host.substring(0, Math.max(0, host.indexOf('.')))) {
      case "github" -> Optional.of(Kind.GITHUB);
      case "gitlab" -> Optional.of(Kind.GITLAB);
      case "gitea", "forgejo" -> Optional.of(Kind.GITEA);
      case "bitbucket" -> Optional.of(Kind.BITBUCKET_SERVER);
      default -> Optional.empty();
    };
  }

  static Vendor vendor(Kind kind, ForgeRepository place) {
    return switch (kind) {
      case GITHUB -> new GitHub(place);
      case GITLAB -> new GitLab(place);
      case GITEA -> new Gitea(place);
      case BITBUCKET -> new BitbucketCloud(place);
      case BITBUCKET_SERVER -> new BitbucketServer(place);
    };
  }

  /// The API's address, without a slash at its end.
  static String api(Kind kind, ForgeRepository place, ForgeSettings settings) {
    return settings.api().orElseGet(() -> usual(kind, place)).replaceAll("/+$", "");
  }

  private static String usual(Kind kind, ForgeRepository place) {
    return switch (kind) {
      case GITHUB ->
          place.host().equals("github.com") ? "https://api.github.com" : place.web() + "/api/v3";
      case GITLAB -> place.web() + "/api/v4";
      case GITEA -> place.web() + "/api/v1";
      case BITBUCKET -> "https://api.bitbucket.org/2.0";
      case BITBUCKET_SERVER -> place.web() + "/rest/api/1.0";
    };
  }

  /// Whether nobody on the way can read along.
  static boolean isSafe(String api) {
    var uri = URI.create(api);
    return "https".equals(uri.getScheme())
        || Addresses.isLoopback(Optional.ofNullable(uri.getHost()).orElse(""));
  }

  /// Whether a token for the repository's server may be sent to this address: only to that server
  /// itself or its public API, and in the clear only within this machine. The address comes from a
  /// file in the repository, and whoever may write there shall not collect tokens.
  static boolean trusted(String api, ForgeRepository place) {
    try {
      var uri = URI.create(api);
      var host = Optional.ofNullable(uri.getHost()).orElse("");
      return isSafe(api)
          && (host.equalsIgnoreCase(place.host())
              || (host.equals("api.github.com") && place.host().equals("github.com"))
              || (host.equals("api.bitbucket.org") && place.host().equals("bitbucket.org")));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
