package belay.git.auth;

import belay.git.run.GitUrl;
import belay.host.Host;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tokens that CI systems put into the environment, each for its own server only.
public record CiToken(Host host, GitUrl url) {
  /// @param token the variable that holds the token
  /// @param server the variable that says which server it is for, as a URL or a host name
  /// @param usual the server when that variable is not set; empty for none
  private record Known(String token, String server, String usual, String user) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("GH_TOKEN", "GITHUB_SERVER_URL", "github.com", "x-access-token"),
          new Known("GITHUB_TOKEN", "GITHUB_SERVER_URL", "github.com", "x-access-token"),
          new Known("GITLAB_TOKEN", "CI_SERVER_HOST", "gitlab.com", "oauth2"),
          new Known("CI_JOB_TOKEN", "CI_SERVER_HOST", "", "gitlab-ci-token"),
          new Known("GITEA_TOKEN", "GITEA_SERVER_URL", "gitea.com", "x-access-token"),
          new Known("BITBUCKET_TOKEN", "", "bitbucket.org", "x-token-auth"));

  CredentialSource source() {
    var variable = known().map(Known::token).orElse("no variable");
    return new CredentialSource("the CI system's token in " + variable, this::find);
  }

  /// The token, if there is one for this server.
  public Optional<Login> find() {
    return known()
        .flatMap(known -> host.env(known.token).map(token -> new Login(known.user, token)));
  }

  private Optional<Known> known() {
    return KNOWN.stream()
        .filter(known -> host.env(known.token).isPresent())
        .filter(known -> server(known).equals(url.host().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private String server(Known known) {
    var value = known.server.isEmpty() ? Optional.<String>empty() : host.env(known.server);
    return value.map(CiToken::hostOf).orElse(known.usual).toLowerCase(Locale.ROOT);
  }

  private static String hostOf(String server) {
    try {
      var uri = URI.create(server.contains("://") ? server : "https://" + server);
      return Optional.ofNullable(uri.getHost()).orElse("");
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
