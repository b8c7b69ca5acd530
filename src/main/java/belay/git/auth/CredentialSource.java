package belay.git.auth;

import belay.git.run.GitUrl;
import belay.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One place where a login for a server may be found.
///
/// @param name what it is called in explanations
/// @param login its login, if it has one for this server
record CredentialSource(String name, Supplier<Optional<Login>> login) {
  private static final String TOKEN = "BELAY_GIT_TOKEN";

  /// In the usual order: what was given for this run, then what the user keeps, then what the CI
  /// system hands out.
  static List<CredentialSource> of(Host host, GitUrl url) {
    return url.isHttp()
        ? List.of(
            new CredentialSource("the URL itself", () -> ofUrl(url)),
            new CredentialSource(TOKEN, () -> ofToken(host, url)),
            new NetrcLogin(host, url).source(),
            new CiToken(host, url).source())
        : List.of();
  }

  /// `https://user:password@host/…`.
  private static Optional<Login> ofUrl(GitUrl url) {
    return url.user().flatMap(user -> url.password().map(password -> new Login(user, password)));
  }

  /// `BELAY_GIT_TOKEN`, and `BELAY_GIT_USERNAME` where the server wants a certain name with it.
  /// GitHub, GitLab and Gitea take any name beside a token, Bitbucket this one only.
  private static Optional<Login> ofToken(Host host, GitUrl url) {
    var user =
        host.env("BELAY_GIT_USERNAME")
            .or(url::user)
            .orElse(url.host().equals("bitbucket.org") ? "x-token-auth" : "x-access-token");
    return host.env(TOKEN).map(token -> new Login(user, token));
  }
}
