package belay.forge;

import belay.forge.ForgeSettings.Kind;
import belay.host.Host;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tokens in the environment, each for one server only: the one that its own variables name, else
/// the public one. `BELAY_FORGE_TOKEN` is for the repository's server, whichever that is.
final class ForgeTokens {
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              Kind.GITHUB,
              List.of("GH_TOKEN", "GITHUB_TOKEN"),
              List.of("GITHUB_SERVER_URL", "GITHUB_API_URL", "GH_HOST"),
              "github.com"),
          new Known(
              Kind.GITLAB,
              List.of("GITLAB_TOKEN"),
              List.of("CI_SERVER_URL", "CI_SERVER_HOST", "GITLAB_HOST"),
              "gitlab.com"),
          new Known(
              Kind.GITEA,
              List.of("GITEA_TOKEN", "FORGEJO_TOKEN"),
              List.of("GITEA_SERVER_URL", "FORGEJO_SERVER_URL"),
              "gitea.com"),
          new Known(Kind.BITBUCKET, List.of("BITBUCKET_TOKEN"), List.of(), "bitbucket.org"),
          new Known(
              Kind.BITBUCKET_SERVER,
              List.of("BITBUCKET_TOKEN"),
              List.of("BITBUCKET_SERVER_URL"),
              ""));

  private final Host host;

  ForgeTokens(Host host) {
    this.host = host;
  }

  /// @param tokens the variables that hold a token, the first that is set counts
  /// @param servers the variables that say whose it is
  /// @param usual the server where none of these is set; empty for none
  private record Known(Kind kind, List<String> tokens, List<String> servers, String usual) {}

  /// The token for a server, if there is one.
  Optional<String> find(Kind kind, String server) {
    return host.env("BELAY_FORGE_TOKEN")
        .or(() ->
            KNOWN.stream()
                .filter(known -> known.kind == kind)
                .filter(known -> servers(known).contains(server))
                .flatMap(known -> known.tokens.stream())
                .flatMap(name -> host.env(name).stream())
                .findFirst());
  }

  /// Which variable is to be set, for people.
  static String advice(Kind kind, String server) {
    var known = KNOWN.stream().filter(k -> k.kind == kind).findFirst().orElseThrow();
    var name = known.tokens.getFirst();
    return known.usual.equals(server)
        ? "set %s to have it opened".formatted(name)
        : "set BELAY_FORGE_TOKEN to have it opened";
  }

  private List<String> servers(Known known) {
    var named =
        known.servers.stream()
            .flatMap(name -> host.env(name).stream())
            .map(ForgeTokens::hostOf)
            .toList();
    return named.isEmpty() ? List.of(known.usual) : named;
  }

  private static String hostOf(String server) {
    try {
      var uri = URI.create(server.contains("://") ? server : "https://" + server);
      return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
